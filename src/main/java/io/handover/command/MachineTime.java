package io.handover.command;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What time it is: the machine's, unless a test says another. */
@Configuration(proxyBeanMethods = false)
class MachineTime {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
