import Glibc
import Synchronization

/// A tenth of a second.
func usleepTenth() {
    usleep(100_000)
}

/// How many descriptors this process holds.
func openDescriptors() -> Int {
    (0..<4096).count { fcntl($0, F_GETFD) >= 0 }
}

/// Something that becomes true once.
final class Flag: Sendable {
    private let value = Atomic<Bool>(false)
    var isRaised: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
}
