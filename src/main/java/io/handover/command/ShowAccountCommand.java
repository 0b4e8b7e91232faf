package io.handover.command;

import io.handover.facts.AccountContents;
import io.handover.facts.AccountContents.Folder;
import io.handover.facts.Accounts;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code show account DOMAIN}: what an account holds. */
@Command(
        name = "account",
        mixinStandardHelpOptions = true,
        description = "Shows what an account holds, by virtual account.")
final class ShowAccountCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Parameters(paramLabel = "DOMAIN", description = "Its domain.")
    private String domain;

    @Mixin
    private JsonOption json;

    @Override
    public Integer call() {
        try (ConfigurableApplicationContext program = Application.start()) {
            AccountContents account = program.getBean(Accounts.class)
                    .find(domain)
                    .orElseThrow(() -> new CommandLine.ParameterException(
                            command.commandLine(), "There is no account " + domain + "."));
            json.print(command, account, inWords(account));
            return ExitStatus.DONE;
        }
    }

    private static String inWords(AccountContents account) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "Account %s \"%s\", %s, %s%s%n",
                account.domain(),
                account.name(),
                account.type(),
                account.status(),
                account.partner().isEmpty() ? "" : ", of partner " + account.partner()));
        text.append(
                String.format(Locale.ROOT, "holds orders: %,d, licences: %,d%n", account.orders(), account.licences()));
        for (Folder folder : account.virtualAccounts()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %s%s  orders: %,d, licences: %,d%n",
                    folder.name(),
                    folder.isDefault() ? " (default)" : "",
                    folder.orders(),
                    folder.licences()));
        }
        if (account.restrictedOrders() > 0) {
            text.append(String.format(
                    Locale.ROOT, "  in restricted virtual accounts  orders: %,d%n", account.restrictedOrders()));
        }
        return text.toString();
    }
}
