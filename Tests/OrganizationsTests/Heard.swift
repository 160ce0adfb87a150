import Base
import Organizations
import Synchronization

/// Notes what a runner announces.
final class Heard: Sendable {
    private let noted = Mutex<[[ID<Branch>]]>([])
    func note(_ branches: [ID<Branch>]) { noted.withLock { $0.append(branches) } }
    var branches: [[ID<Branch>]] { noted.withLock { $0 } }
}
