extension OrganizationsSchema {
    /// Roles could be given an approval for actions that nobody can approve. Such a grant let nobody do
    /// anything, so it becomes what it was in effect: a denial. The list is the one of that moment; what is
    /// approvable today is `Action.isApprovable`. Not even the tables' owner sees rows there: the role of the
    /// background work does.
    static let approvable = """
        set local role hesap_system;
        update role_grants set permission = 'deny', value_limit = null
        where permission = 'approve' and action in (
            'check.open', 'check.add', 'check.send', 'line.delete', 'check.bill', 'check.pay', 'kitchen.bump',
            'kitchen.recall', 'menu.availability', 'menu.edit', 'report.x', 'report.read', 'audit.read',
            'staff.edit', 'device.pair', 'key.edit');
        reset role;
        """
}
