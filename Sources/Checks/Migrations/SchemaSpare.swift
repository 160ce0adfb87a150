extension ChecksSchema {
    /// What every order paid for twice. A line and a tender are written in the transaction that moves their
    /// check on, whose row is counted: a foreign key looks for the same row once more for each of them. A
    /// line is sent soon after it was added, so its page keeps room for that. Only tenders with a payment
    /// intent need to be told apart by it.
    static let spare = """
        alter table check_lines drop constraint check_lines_check_exists;
        alter table check_lines set (fillfactor = 50);
        alter table tenders drop constraint tenders_check_exists, drop constraint tenders_intent_once;
        create unique index tenders_intent_once on tenders (organization, connector, intent)
            where intent is not null;
        """
}
