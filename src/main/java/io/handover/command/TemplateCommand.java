package io.handover.command;

import io.handover.run.RequestForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code template}: an empty request file. */
@Command(
        name = "template",
        mixinStandardHelpOptions = true,
        description = "Prints an empty request file: handover template > requests.csv",
        footerHeading = "%nAn example row, column by column:%n",
        footer = {
            "  order_number       536365                   sales or web order number;",
            "                                              format the column as text",
            "  order_number_type  SALES                    SALES, WEB, or blank for both",
            "  smart_account      customer.example         domain, name or e-mail address",
            "  smart_account_key  DOMAIN                   DOMAIN, NAME, EMAIL, or blank",
            "                                              for all three",
            "  virtual_account    Branch 12                blank for the default",
            "  requester          you@partner.example      blank for --requester",
            "  expected_account   holding.partner.example  where the order must be now,",
            "                                              NONE, or blank",
            "  justification                               needed to move between two",
            "                                              customers",
            "  case_number                                 needed when the requester is",
            "                                              an employee of the vendor",
            "  reference          PO-4711                  your own, given back in reports",
            "",
            "As a line of the file, which the example breaks in two:",
            "  536365,SALES,customer.example,DOMAIN,Branch 12,",
            "  you@partner.example,holding.partner.example,,,PO-4711"
        })
final class TemplateCommand implements Runnable {
    @Spec
    private CommandSpec command;

    @Override
    public void run() {
        command.commandLine().getOut().print(String.join(",", RequestForm.COLUMNS) + "\r\n");
        command.commandLine().getOut().flush();
    }
}
