extension OrganizationsSchema {
    /// Roles with their grants, people, and who belongs to which organization.
    static let people = """
        create table roles (
            organization uuid not null,
            id text not null,
            name text not null,
            position integer not null,
            constraint roles_pkey primary key (organization, id),
            constraint roles_organization_exists foreign key (organization) references organizations (id)
        );
        select hesap_tenant_table('roles');

        create table role_grants (
            organization uuid not null,
            role text not null,
            action text not null,
            permission text not null,
            value_limit bigint,
            constraint role_grants_pkey primary key (organization, role, action),
            constraint role_grants_role_exists foreign key (organization, role) references roles (organization, id),
            constraint role_grants_permission_known check (permission in ('allow', 'approve', 'deny')),
            constraint role_grants_limit_not_negative check (value_limit >= 0)
        );
        select hesap_tenant_table('role_grants');

        -- A person is one human whatever the number of employers; what one employer knows stands in memberships.
        create table people (
            id uuid not null,
            email text,
            password_hash text,
            token_version bigint not null default 1,
            wrong_passwords integer not null default 0,
            locked_until timestamptz,
            created_at timestamptz not null,
            constraint people_pkey primary key (id),
            constraint people_email_once unique (email)
        );

        create table memberships (
            organization uuid not null,
            person uuid not null,
            name text not null,
            language text not null,
            role text not null,
            branches uuid[],
            pin_hash text,
            disabled_at timestamptz,
            version bigint not null default 1,
            created_at timestamptz not null,
            constraint memberships_once primary key (organization, person),
            constraint memberships_person_exists foreign key (person) references people (id),
            constraint memberships_role_exists foreign key (organization, role) references roles (organization, id),
            constraint memberships_organization_exists foreign key (organization) references organizations (id)
        );
        create index memberships_of_person on memberships (person);
        select hesap_tenant_table('memberships');

        alter table people enable row level security;
        alter table people force row level security;
        create policy own_members on people for select to hesap_app using (exists (
            select 1 from memberships m where m.person = people.id
                and m.organization = nullif(current_setting('hesap.organization', true), '')::uuid));
        create policy every_person on people for all to hesap_system using (true) with check (true);
        grant select (id, email, token_version) on people to hesap_app;
        grant select, insert, update, delete on people to hesap_system;
        """
}
