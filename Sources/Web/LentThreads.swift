import CShims

/// Where the tasks of requests go on: on the thread that brings them on, when that thread has been lent for
/// it (a connection's, between two transactions), else in Swift's own pool.
///
/// A command waits for the database once. Were its task to go on in a pool of threads, it would have to wake
/// one of them for a few microseconds of work, and that wake-up costs more than the work.
final class LentThreads: TaskExecutor {
    static let shared = LentThreads()

    func enqueue(_ job: consuming ExecutorJob) {
        guard hesap_thread_is_lent() == 1 else {
            return globalConcurrentExecutor.enqueue(job)
        }
        // One task at a time: what this one brings on goes elsewhere.
        hesap_thread_lend(0)
        unsafe job.runSynchronously(on: asUnownedTaskExecutor())
        hesap_thread_lend(1)
    }
}
