package io.handover.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, from where Spring has it too. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = ProgramVersion.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        }
        return new String[] {"handover " + properties.getProperty("handover.version")};
    }
}
