package io.handover.notify;

import jakarta.mail.Address;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** The SMTP server that mails go to. No bean: what it needs is loaded for the first mail that there is. */
final class MailServer {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int HIGHEST_PORT = 65_535;

    private final NotifySettings settings;

    MailServer(NotifySettings settings) {
        this.settings = settings;
    }

    /** How the connection is kept from others. */
    private enum Tls {
        /** It begins in the clear, and nothing is said before it is encrypted. */
        STARTTLS(587),
        /** It is encrypted from the beginning. */
        TLS(465),
        /** Not at all: for a server on the same machine. */
        NONE(25);

        private final int port;

        Tls(int port) {
            this.port = port;
        }

        static Tls of(@Nullable String word) throws Undelivered {
            String wanted = word == null ? STARTTLS.name() : word.strip();
            return Arrays.stream(values())
                    .filter(each -> each.name().equalsIgnoreCase(wanted))
                    .findFirst()
                    .orElseThrow(() -> new Undelivered(NotifySettings.MAIL_TLS + " is not starttls, tls or none"));
        }
    }

    /** @throws Undelivered when the server has not taken it */
    void send(Message message) throws Undelivered {
        JavaMailSenderImpl server = server();
        try {
            server.send(mail(server.createMimeMessage(), message));
        } catch (MessagingException | MailException failure) {
            throw new Undelivered("mail server " + server.getHost() + ":" + server.getPort() + ": "
                    + withoutSecrets(reason(failure)));
        }
    }

    private JavaMailSenderImpl server() throws Undelivered {
        Tls tls = Tls.of(settings.value(NotifySettings.MAIL_TLS));
        JavaMailSenderImpl server = new JavaMailSenderImpl();
        server.setDefaultEncoding(StandardCharsets.UTF_8.name());
        server.setHost(settings.required(NotifySettings.MAIL_HOST));
        server.setPort(port(tls));
        server.setUsername(settings.value(NotifySettings.MAIL_USER));
        server.setPassword(settings.value(NotifySettings.MAIL_PASSWORD));
        Properties properties = server.getJavaMailProperties();
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.has(NotifySettings.MAIL_USER)));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.starttls.required", Boolean.toString(tls == Tls.STARTTLS));
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(tls == Tls.TLS));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        for (String wait : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
            properties.setProperty("mail.smtp." + wait, Long.toString(PATIENCE.toMillis()));
        }
        return server;
    }

    private int port(Tls tls) throws Undelivered {
        String given = settings.value(NotifySettings.MAIL_PORT);
        try {
            int port = given == null ? tls.port : Integer.parseInt(given.strip());
            if (port >= 1 && port <= HIGHEST_PORT) {
                return port;
            }
        } catch (NumberFormatException noNumber) {
            // Told below.
        }
        throw new Undelivered(NotifySettings.MAIL_PORT + " is not the number of a port");
    }

    private MimeMessage mail(MimeMessage mail, Message message) throws MessagingException, Undelivered {
        mail.setFrom(new InternetAddress(settings.required(NotifySettings.MAIL_FROM), true));
        mail.setRecipients(RecipientType.TO, recipients(message));
        mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
        mail.setText(message.body(), StandardCharsets.UTF_8.name());
        mail.setSentDate(Date.from(message.created()));
        // The same each time, so that a mail that comes twice can be known.
        mail.setHeader("Message-ID", "<" + message.id() + "@handover>");
        mail.setHeader("X-Handover-Id", message.id().toString());
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private Address[] recipients(Message message) throws MessagingException, Undelivered {
        return message.recipient().isEmpty()
                ? InternetAddress.parse(settings.required(NotifySettings.MAIL_TO), true)
                : new Address[] {new InternetAddress(message.recipient(), true)};
    }

    private static String reason(Exception failure) {
        Throwable first = failure;
        if (failure instanceof MailSendException refused && refused.getMessageExceptions().length > 0) {
            first = refused.getMessageExceptions()[0];
        }
        Throwable innermost = NestedExceptionUtils.getMostSpecificCause(first);
        String message = innermost.getMessage();
        return message == null
                ? innermost.getClass().getSimpleName()
                : message.lines().findFirst().orElse("").strip();
    }

    /** What the server says may repeat what it was told. */
    private String withoutSecrets(String text) {
        String password = settings.value(NotifySettings.MAIL_PASSWORD);
        return password == null ? text : text.replace(password, "…");
    }
}
