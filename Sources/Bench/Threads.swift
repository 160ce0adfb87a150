import Glibc
import Synchronization

/// Threads of a load generator: each blocks in its own socket, as so many tills would.
enum Threads {
    private final class Start: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on `count` threads at once and gives what they return, in no order. Blocks.
    ///
    /// - Throws: the first error of any thread, after all have ended.
    static func run<Result: Sendable>(
        _ count: Int, _ body: @escaping @Sendable (Int) throws -> Result
    ) throws -> [Result] {
        let shared = Shared<Result>()
        var threads: [pthread_t] = []
        for index in 0..<count {
            // The thread takes over the one retain of its start.
            let start = unsafe Unmanaged.passRetained(
                Start {
                    do {
                        let result = try body(index)
                        shared.results.withLock { $0.append(result) }
                    } catch { shared.faults.withLock { $0.append(error) } }
                })
            var thread = pthread_t()
            let status = unsafe pthread_create(
                &thread, nil,
                { argument in
                    guard let argument = unsafe argument else { return nil }
                    unsafe Unmanaged<Start>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                }, start.toOpaque())
            guard status == 0 else {
                unsafe start.release()
                throw BenchFault.tool("no thread for a customer (error \(status))")
            }
            threads.append(thread)
        }
        for thread in threads { pthread_join(thread, nil) }
        if let fault = shared.faults.withLock({ $0.first }) { throw fault }
        return shared.results.withLock { $0 }
    }

    private final class Shared<Result: Sendable>: Sendable {
        let results = Mutex<[Result]>([])
        let faults = Mutex<[any Error]>([])
    }
}
