public import Base
public import Store

/// The schema of organizations, people, devices, audit, idempotency, outbox and the branch streams.
public enum OrganizationsSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("organizations_0001_tenancy", tenancy),
        Migration("organizations_0002_people", people),
        Migration("organizations_0003_devices", devices),
        Migration("organizations_0004_commands", commands),
        Migration("organizations_0005_lean", lean),
        Migration("organizations_0006_approvable", approvable),
        Migration("organizations_0007_branch_details", branchDetails),
        Migration(
            "organizations_0008_seals", "alter table audit_seals add column form smallint not null default 1"),
        Migration(
            "organizations_0009_approval_terms",
            "alter table approvals add column terms text not null default ''"),
        Migration("organizations_0010_strangers", strangers),
        Migration("organizations_0011_card_route", cardRoute),
        Migration("organizations_0012_frames", frames),
        Migration(
            "organizations_0013_version",
            "alter table organizations add column version bigint not null default 1"),
    ]

    /// Branches that there are go on as they did.
    private static let cardRoute = """
        create domain card_route as text constraint branches_card_route_known
            check (value in ('connector', 'bank_terminal'));
        alter table branches add column card_route card_route not null default 'connector';
        """

    /// What paper says of a branch.
    private static let branchDetails = """
        alter table branches add column address text not null default '',
            add column tax_office text not null default '', add column tax_number text not null default '',
            add column version bigint not null default 1;
        """

    /// Tries at addresses that nobody has, in a fixed number of places; of the address only a keyed digest.
    private static let strangers = """
        create table sign_in_strangers (
            slot integer not null,
            address bytea not null,
            tries integer not null,
            locked_until timestamptz,
            constraint sign_in_strangers_pkey primary key (slot)
        );
        alter table sign_in_strangers enable row level security;
        alter table sign_in_strangers force row level security;
        create policy every_stranger on sign_in_strangers for all to hesap_system using (true) with check (true);
        grant select, insert, update, delete on sign_in_strangers to hesap_system;
        """

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "organizations_slug_once": OrganizationRefusal.slugTaken,
        "people_email_once": PersonRefusal.emailTaken,
        "memberships_once": PersonRefusal.alreadyMember,
        "memberships_role_exists": PersonRefusal.unknownRole,
        "devices_branch_exists": OrganizationRefusal.unknownBranch,
        "idempotency_records_key_short": IdempotencyRefusal.badKey,
        "device_codes_branch_exists": OrganizationRefusal.unknownBranch,
    ]
}
