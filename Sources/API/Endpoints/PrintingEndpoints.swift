import Base
import Organizations
import Printing
import Web

extension Endpoints {
    static let printing: [Endpoint] = [
        .get(
            "\(branchPrefix)/printers", "listPrinters", "printing", "The branch's printers.",
            answers: PrinterView.page
        ) { inBranch($0, .printing(.printers)) },
        .write(
            "\(branchPrefix)/printers", "addPrinter", "printing",
            "Adds a network printer for receipts, for stations, or for both.",
            takes: AddPrinterBody.shape, answers: PrinterView.shape, status: 201
        ) { inBranch($0, .printing(.add)) },
        .write(
            "\(branchPrefix)/printers/{printer}/remove", "removePrinter", "printing", "Takes a printer away.",
            takes: EmptyBody.shape, answers: PrinterView.shape
        ) { values in values.id("printer").flatMap { inBranch(values, .printing(.remove($0))) } },
        .write(
            "\(branchPrefix)/printers/{printer}/test", "testPrinter", "printing", "Prints a test page.",
            takes: EmptyBody.shape, answers: PrintJobView.shape, status: 201
        ) { values in values.id("printer").flatMap { inBranch(values, .printing(.test($0))) } },
        .get(
            "\(branchPrefix)/print-jobs", "listPrintJobs", "printing",
            "What was printed, waits or failed, newest first.", answers: PrintJobView.page
        ) { inBranch($0, .printing(.jobs)) }
        .asking(
            .limit, .optional("state", Shape<PrintJobState>.choice, "Only those; all when left out.")),
        .write(
            "\(branchPrefix)/print-jobs/{job}/retry", "retryPrintJob", "printing",
            "Sends a failed job again; one that may have been printed is marked as a copy.",
            takes: EmptyBody.shape, answers: PrintJobView.shape
        ) { values in values.id("job").flatMap { inBranch(values, .printing(.retry($0))) } },
        .write(
            "\(branchPrefix)/checks/{check}/print", "printCheck", "printing",
            "Prints the bill or the receipt on the branch's receipt printer.",
            takes: PrintCheckBody.shape, answers: PrintJobView.shape, status: 201
        ) { inCheck($0, .print) },
    ]
}
