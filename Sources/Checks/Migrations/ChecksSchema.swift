public import Base
public import Store

/// The schema of floors, tables, seatings, checks, lines, adjustments, tenders and business days.
public enum ChecksSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("checks_0001_places", places),
        Migration("checks_0002_checks", checks),
        Migration("checks_0003_tenders", tenders),
        Migration(
            "checks_0004_changed",
            """
            -- The version of the last change that a till may not have missed; the kitchen's progress is none.
            alter table checks add column changed bigint not null default 0;
            update checks set changed = version;
            """),
        Migration("checks_0005_lean", lean),
        Migration("checks_0006_allergy", "alter table check_lines add column allergy text"),
        Migration("checks_0007_arranged", arranged),
        Migration(
            "checks_0008_changed_for_good",
            """
            -- checks_0004 meant to do this, but not even the tables' owner sees rows here.
            set local role hesap_system;
            update checks set changed = version where changed = 0;
            reset role;
            """),
        Migration("checks_0009_bank_cards", bankCards),
        Migration("checks_0010_spare", spare),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "seatings_one_open_per_table": TableRefusal.occupied,
        "dining_tables_name_once": TableRefusal.nameTaken,
        "floors_name_once": TableRefusal.floorNameTaken,
        "dining_tables_floor_exists": TableRefusal.unknownFloor,
        "checks_pkey": CheckRefusal.idTaken,
        "check_lines_pkey": LineRefusal.idTaken,
        "check_adjustments_pkey": CheckRefusal.idTaken,
        "tenders_pkey": TenderRefusal.idTaken,
        "tender_refunds_pkey": TenderRefusal.idTaken,
    ]
}
