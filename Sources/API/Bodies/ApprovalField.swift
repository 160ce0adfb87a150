import Base
import Organizations

extension Field where Value == ID<Approval>? {
    /// The approval of somebody who may, for what the caller's role lets nobody do alone.
    init(approval get: @escaping @Sendable (Owner) -> ID<Approval>?) {
        self.init(optional: "approval", get, .id(), "A manager's approval, where one is needed.")
    }
}
