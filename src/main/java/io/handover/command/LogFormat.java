package io.handover.command;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.PrintWriter;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** How what goes to standard error is written. */
enum LogFormat {
    /** Lines for people. */
    text,
    /** One JSON object on each line, in the form of the Elastic Common Schema, whatever it tells. */
    json;

    /** {@code logback.xml} reads it, when the first logger is made. */
    private static final String PROPERTY = "handover.log.format";

    static LogFormat current() {
        return json.name().equals(System.getProperty(PROPERTY)) ? json : text;
    }

    /** Writes like this from now on. */
    void set() {
        if (this == text) {
            System.setProperty(PROPERTY, name());
            return;
        }
        LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
        System.setProperty(PROPERTY, name());
        readConfigurationAgain(log);
    }

    /** The JSON form logs while it is made, which it can only once there is a log. */
    private static void readConfigurationAgain(LoggerContext log) {
        log.reset();
        try {
            new ContextInitializer(log).autoConfig();
        } catch (JoranException e) {
            throw new IllegalStateException("The log cannot be configured.", e);
        }
    }

    /** Says on standard error what has ended the command. */
    void tell(String message) {
        if (this == json) {
            LoggerFactory.getLogger(HandoverCommand.class).error("{}", message);
        } else {
            System.err.println(message);
        }
    }

    /** Returns a writer that logs what is printed, line by line. */
    static PrintWriter logged(Level level) {
        return new PrintWriter(new LoggedLines(LoggerFactory.getLogger(HandoverCommand.class), level), true);
    }
}
