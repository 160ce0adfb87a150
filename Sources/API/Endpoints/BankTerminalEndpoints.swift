import Base
import Menu
import Payments
import Web

extension Endpoints {
    static let bankTerminals: [Endpoint] = [
        .get(
            "\(branchPrefix)/bank-terminals", "listBankTerminals", "payments",
            "The bank's card terminals that the branch has, by name.", answers: BankTerminal.page
        ) { inBranch($0, .terminals(.list)) }
        .asking(.optional("archived", .oneOf(["true", "false"]), "With those that are out of use.")),
        .write(
            "\(branchPrefix)/bank-terminals", "addBankTerminal", "payments",
            "Adds a bank's card terminal to the branch.",
            takes: AddBankTerminalBody.shape, answers: BankTerminal.shape, status: 201
        ) { inBranch($0, .terminals(.add)) },
        .write(
            "\(branchPrefix)/bank-terminals/{terminal}", "renameBankTerminal", "payments",
            "Gives a bank terminal another name.", by: .patch,
            takes: RenameBankTerminalBody.shape, answers: BankTerminal.shape
        ) { inTerminal($0) { .rename($0) } },
        .write(
            "\(branchPrefix)/bank-terminals/{terminal}/archive", "archiveBankTerminal", "payments",
            "Takes a bank terminal out of use.", takes: ArchiveRequest.shape, answers: BankTerminal.shape
        ) { inTerminal($0) { .archive($0) } },
        .write(
            "\(branchPrefix)/bank-terminals/{terminal}/restore", "restoreBankTerminal", "payments",
            "Takes a bank terminal into use again.", takes: ArchiveRequest.shape, answers: BankTerminal.shape
        ) { inTerminal($0) { .restore($0) } },
    ]

    private static func inTerminal(
        _ values: PathValues, _ route: (ID<BankTerminal>) -> BankTerminalsRoute
    ) -> Route? {
        values.id("terminal").flatMap { inBranch(values, .terminals(route($0))) }
    }
}
