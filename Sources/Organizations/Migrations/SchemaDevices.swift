extension OrganizationsSchema {
    /// Devices and their pairing codes, sessions, PIN tries, approvals, API keys, and the server's own keys.
    static let devices = """
        create table devices (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            kind text not null,
            name text not null,
            drawer uuid,
            token_hash bytea not null,
            paired_at timestamptz not null,
            revoked_at timestamptz,
            last_seen_at timestamptz,
            constraint devices_pkey primary key (organization, id),
            constraint devices_id_once unique (id),
            constraint devices_token_once unique (token_hash),
            constraint devices_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint devices_kind_known check (kind in ('pos', 'kitchen', 'waiter', 'boss'))
        );
        select hesap_tenant_table('devices');

        create table device_codes (
            organization uuid not null,
            id uuid not null,
            branch uuid not null,
            kind text not null,
            code_hash bytea not null,
            uses_left integer not null,
            expires_at timestamptz not null,
            created_at timestamptz not null,
            constraint device_codes_pkey primary key (organization, id),
            constraint device_codes_hash_once unique (code_hash),
            constraint device_codes_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint device_codes_kind_known check (kind in ('pos', 'kitchen', 'waiter', 'boss')),
            constraint device_codes_uses_not_negative check (uses_left >= 0)
        );
        select hesap_tenant_table('device_codes');

        create table sessions (
            organization uuid not null,
            id uuid not null,
            person uuid not null,
            device uuid,
            branch uuid,
            kind text not null,
            token_version bigint not null,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            revoked_at timestamptz,
            constraint sessions_pkey primary key (organization, id),
            constraint sessions_id_once unique (id),
            constraint sessions_kind_known check (kind in ('password', 'pin'))
        );
        create index sessions_of_person on sessions (organization, person);
        create index sessions_of_device on sessions (organization, device) where device is not null;
        select hesap_tenant_table('sessions');

        create table pin_tries (
            organization uuid not null,
            person uuid not null,
            device uuid not null,
            tries integer not null,
            locked_until timestamptz,
            constraint pin_tries_pkey primary key (organization, person, device)
        );
        select hesap_tenant_table('pin_tries');

        create table approvals (
            organization uuid not null,
            id uuid not null,
            person uuid not null,
            device uuid,
            action text not null,
            subject uuid not null,
            value_limit bigint,
            created_at timestamptz not null,
            expires_at timestamptz not null,
            used_at timestamptz,
            used_by uuid,
            constraint approvals_pkey primary key (organization, id),
            constraint approvals_short check (expires_at <= created_at + interval '60 seconds')
        );
        select hesap_tenant_table('approvals');

        create table api_keys (
            organization uuid not null,
            id uuid not null,
            name text not null,
            mode text not null,
            prefix text not null,
            key_hash bytea not null,
            scopes text[] not null,
            created_at timestamptz not null,
            expires_at timestamptz,
            revoked_at timestamptz,
            constraint api_keys_pkey primary key (organization, id),
            constraint api_keys_hash_once unique (key_hash),
            constraint api_keys_mode_known check (mode in ('test', 'live'))
        );
        select hesap_tenant_table('api_keys');

        -- Keys of the server itself (signing, pepper); the application's role never sees them.
        create table server_keys (
            name text not null,
            value bytea not null,
            constraint server_keys_pkey primary key (name)
        );
        grant select, insert on server_keys to hesap_system;
        """
}
