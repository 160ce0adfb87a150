import Base
import Foundation
import Testing

@testable import Deploy

@Suite struct RunnerTests {
    private func runner(
        _ variables: [String: String] = [:], endpoint: String? = nil
    ) throws(RunFault) -> Runner {
        var environment = variables
        environment["PATH"] = "/usr/bin:/bin"
        return Runner(
            try RunSettings(environment: environment, endpoint: endpoint), surroundings: .live)
    }

    @Test func `a program's answer, complaint and status come back apart`() throws {
        let answer = try runner().run("sh", ["-c", "echo out; echo err >&2; exit 3"], region: nil)
        #expect(answer.output == "out\n" && answer.errors == "err\n" && answer.status == 3)
        #expect(!answer.isGood)
    }

    @Test func `no shell stands between the words and the program`() throws {
        let answer = try runner().run("printf", ["%s|", "$HOME", "a b", "*", "'"], region: nil)
        #expect(answer.output == "$HOME|a b|*|'|")
    }

    @Test func `a program that takes too long is ended`() throws {
        let answer = try runner().run("sleep", ["30"], region: nil, seconds: 1)
        #expect(answer.isLate && !answer.isGood)
    }

    @Test func `an answer beyond the limit is cut off and said to be`() throws {
        let invocation = Invocation("head", ["-c", "300000", "/dev/zero"], bytesMax: 1000)
        let answer = try ChildProcess.run(invocation, environment: ["PATH": "/usr/bin:/bin"], clock: .live)
        #expect(answer.isCutOff && answer.output.utf8.count == 1000 && !answer.isGood)
    }

    @Test func `a program that is missing is named with what to do`() throws {
        let fault = #expect(throws: RunFault.self) {
            try Preflight.check(["buildah-that-is-not-there"], by: runner())
        }
        #expect(fault?.status == 2)
        #expect(fault?.message.contains("buildah-that-is-not-there cannot be run") == true)
    }

    @Test func `several run at once, and their answers keep their order`() throws {
        let place = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: place) }
        // Each waits for its neighbours: one after another none would end in time.
        let script = """
            touch \(place)/$0; while [ $(ls \(place) | wc -l) -lt 4 ]; do sleep 0.02; done; echo $0; exit $0
            """
        let answers = try ChildProcess.together(
            (1...4).map { Invocation("sh", ["-c", script, String($0)], seconds: 60) }, atOnce: 4,
            environment: ["PATH": "/usr/bin:/bin"], clock: .live)
        #expect(answers.map(\.output) == ["1\n", "2\n", "3\n", "4\n"])
        #expect(answers.map(\.status) == [1, 2, 3, 4])
        let late = try ChildProcess.together(
            [Invocation("sleep", ["30"], seconds: 1), Invocation("echo", ["good"])], atOnce: 1,
            environment: ["PATH": "/usr/bin:/bin"], clock: .live)
        #expect(late[0].isLate && late[1].output == "good\n")
    }

    @Test func `what is fed to a program is not among its words`() throws {
        let answer = try runner().run("cat", [], region: nil, input: "a sign-in")
        #expect(answer.output == "a sign-in")
    }

    @Test func `every command of aws bears endpoint and region`() throws {
        let runner = try runner(endpoint: "http://127.0.0.1:1,waf=http://127.0.0.1:2,sqs.send=http://[::1]:3")
        func words(_ words: [String]) -> [String] { runner.words(words, of: "aws", region: "eu-central-1") }
        #expect(
            words(["sqs", "list-queues"]) == [
                "sqs", "list-queues", "--region", "eu-central-1", "--endpoint-url", "http://127.0.0.1:1",
            ])
        #expect(words(["waf", "x"]).last == "http://127.0.0.1:2")
        #expect(words(["sqs", "send"]).last == "http://[::1]:3")
        #expect(words(["rds", "x", "--region", "us-east-1"]).filter { $0 == "--region" }.count == 1)
    }

    @Test(arguments: [
        "https://sts.amazonaws.com", "http://127.0.0.1.example.com", "http://10.0.0.1", "", "http://127.1:1",
        "http://127.0.0.1:1,s3=https://s3.amazonaws.com", "http://user@127.0.0.1",
        "http://127.0.0.1@evil.example",
    ]) func `a test asks this machine alone`(endpoint: String) {
        #expect(throws: RunFault.self) {
            try runner(["HESAP_DEPLOY_TEST": "1"], endpoint: endpoint)
        }
    }

    @Test func `in a test a command without endpoint is refused`() throws {
        let runner = try runner(
            ["HESAP_DEPLOY_TEST": "1"], endpoint: "http://127.0.0.1:1,kafka=http://localhost:2")
        #expect(runner.settings.isEmulated)
        let fault = #expect(throws: RunFault.self) {
            try runner.run("kubectl", ["get", "pods"], region: nil)
        }
        #expect(fault?.status == 3)
    }

    @Test func `values of secrets are kept out of texts`() throws {
        let runner = try runner(["AWS_SECRET_ACCESS_KEY": "planted-value", "DB_PASSWORD": "planted-value-2"])
        #expect(runner.redaction.clean("x planted-value-2 y planted-value z") == "x *** y *** z")
    }

    @Test func `versions are read and compared`() {
        #expect(Preflight.number(in: "aws-cli/1.46.3 Python/3.11.7", after: "aws-cli/") == [1, 46, 3])
        #expect(Preflight.older([1, 9, 0], than: [1, 44, 0]))
        #expect(!Preflight.older([2, 0, 0], than: [1, 44, 0]))
    }

    @Test func `words are shown as a person would type them`() {
        #expect(Invocation.shown("aws", ["a=b", "x y", "it's", ""]) == "aws a=b 'x y' 'it'\\''s' ''")
    }

    @Test func `throttling passes by itself, a refusal does not`() {
        #expect(
            Runner.isPassing(
                Answer(status: 254, output: "", errors: "An error occurred (ThrottlingException)")))
        #expect(
            !Runner.isPassing(Answer(status: 254, output: "", errors: "An error occurred (AccessDenied)")))
    }
}
