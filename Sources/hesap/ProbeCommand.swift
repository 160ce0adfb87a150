import Base
import HTTPClient

/// `hesap probe`: asks the server beside it whether it lives. The image has no other program that could.
enum ProbeCommand {
    static func run(_ words: [String]) async throws {
        let arguments = try Arguments(words, options: ["port", "path"], flags: ["show"])
        try arguments.finish()
        let environment = Environment.variables
        let port = arguments.option("port") ?? environment["PORT"] ?? environment["API_PORT"] ?? "3000"
        guard let number = UInt16(port) else { throw Usage("--port \(port) is no port.") }
        var request = HTTPRequest("GET", "http://127.0.0.1:\(number)\(arguments.option("path") ?? "/livez")")
        request.connectMilliseconds = 2000
        request.totalMilliseconds = 4000
        let answer: HTTPResponse
        do throws(HTTPFailure) {
            answer = try await HTTPClient().send(request)
        } catch {
            throw Failure("\(request.url): \(error)")
        }
        if arguments.has("show") { print(String(decoding: answer.body, as: UTF8.self)) }
        guard answer.status == 200 else { throw Failure("\(request.url): \(answer.status)") }
    }
}
