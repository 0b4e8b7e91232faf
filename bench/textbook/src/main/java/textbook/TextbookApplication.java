package textbook;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Runs the one job and ends, with exit status 0 when the job completed. */
@SpringBootApplication
public class TextbookApplication {
    public static void main(String[] arguments) {
        System.exit(SpringApplication.exit(SpringApplication.run(TextbookApplication.class, arguments)));
    }
}
