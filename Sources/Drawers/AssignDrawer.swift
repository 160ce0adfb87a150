public import Base
public import Organizations
public import Store

/// Gives a device its drawer: its cash goes there, whoever works at it; or takes the drawer away again.
///
/// Several devices may share a drawer. What a device has taken stays in the session that it was put into.
public enum AssignDrawer {
    /// - Parameter drawer: nil takes it away: cash goes into the branch's only open drawer then, or into the
    ///   one that the person at the device opened.
    /// - Returns: the device as it is afterwards.
    /// - Throws: `DrawerRefusal.unknownDrawer`; `OrganizationRefusal`: `unknownDevice`, `deviceRevoked`,
    ///   `takesNoCash`.
    public static func run(
        _ drawer: ID<Drawer>?, to device: ID<Device>, in branch: ID<Branch>, _ context: CommandContext,
        in tx: borrowing Transaction
    ) throws -> Device {
        let assigned = try Devices.assign(drawer?.raw, to: device, in: branch, context, in: tx)
        guard let drawer else { return assigned }
        let organization = context.actor.organization
        guard try DrawerStore.inUse(drawer, of: organization, branch: branch, in: tx) != nil else {
            throw DrawerRefusal.unknownDrawer
        }
        return assigned
    }
}
