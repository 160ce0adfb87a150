public import Base
public import Store

/// The tables of connectors that keep something here: the simulator's side of the story.
public enum ConnectorsSchema {
    /// The module's migrations, in order.
    public static let migrations = [Migration("connectors_0001", first)]

    /// No constraint of these tables is anybody's to violate.
    public static let refusals: [String: any Refusal] = [:]

    private static let first = """
        create table simulator_charges (
            organization uuid not null, key uuid not null, amount bigint not null, currency text not null,
            refusal text, created_at timestamptz not null,
            constraint simulator_charges_pkey primary key (organization, key));
        select hesap_tenant_table('simulator_charges');

        create table simulator_refunds (
            organization uuid not null, key uuid not null, charge uuid not null, amount bigint not null,
            granted boolean not null, created_at timestamptz not null,
            constraint simulator_refunds_pkey primary key (organization, key));
        create index simulator_refunds_by_charge on simulator_refunds (organization, charge);
        select hesap_tenant_table('simulator_refunds');
        """
}
