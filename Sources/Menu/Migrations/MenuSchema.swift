public import Base
public import Store

/// The schema of the menu: categories, products, options, prices, tax classes and availability.
public enum MenuSchema {
    /// The steps in order.
    public static let migrations: [Migration] = [
        Migration("menu_0001_tax", tax),
        Migration("menu_0002_catalogue", catalogue),
        Migration("menu_0003_options", options),
        Migration("menu_0004_prices", prices),
        Migration("menu_0005_availability", availability),
    ]

    /// Constraint names and what they mean to the caller.
    public static let refusals: [String: any Refusal] = [
        "menu_categories_pkey": MenuRefusal.idTaken,
        "menu_products_pkey": MenuRefusal.idTaken,
        "menu_portions_pkey": MenuRefusal.idTaken,
        "menu_groups_pkey": MenuRefusal.idTaken,
        "menu_options_pkey": MenuRefusal.idTaken,
        "price_lists_pkey": MenuRefusal.idTaken,
        "menu_products_barcode_once": MenuRefusal.barcodeTaken,
        "menu_products_plu_once": MenuRefusal.pluTaken,
        "menu_products_category_exists": MenuRefusal.unknownReference(pointer: "/category"),
        "menu_products_tax_class_exists": MenuRefusal.unknownReference(pointer: "/taxClass"),
        "menu_product_groups_group_exists": MenuRefusal.unknownReference(pointer: "/groups"),
        "menu_branch_prices_branch_exists": MenuRefusal.unknownReference(pointer: "/branchPrices"),
        "menu_hidden_branch_exists": MenuRefusal.unknownReference(pointer: "/hiddenAt"),
        "price_rules_branch_exists": MenuRefusal.unknownReference(pointer: "/branch"),
        "price_rules_product_exists": MenuRefusal.unknownReference(pointer: "/product"),
        "price_rules_category_exists": MenuRefusal.unknownReference(pointer: "/category"),
    ]
}

extension MenuSchema {
    static let tax = """
        create table menu_versions (
            organization uuid not null,
            version bigint not null,
            published_at timestamptz not null,
            constraint menu_versions_pkey primary key (organization),
            constraint menu_versions_organization_exists foreign key (organization) references organizations (id),
            constraint menu_versions_positive check (version > 0)
        );
        select hesap_tenant_table('menu_versions');

        create table tax_classes (
            organization uuid not null,
            id uuid not null,
            code text not null,
            name jsonb not null,
            position integer not null,
            constraint tax_classes_pkey primary key (organization, id),
            constraint tax_classes_organization_exists foreign key (organization) references organizations (id),
            constraint tax_classes_code_once unique (organization, code)
        );
        select hesap_tenant_table('tax_classes');

        create table tax_rates (
            organization uuid not null,
            tax_class uuid not null,
            jurisdiction text not null,
            order_type text not null default '',
            valid_from date not null,
            basis_points bigint not null,
            constraint tax_rates_pkey primary key (organization, tax_class, jurisdiction, order_type, valid_from),
            constraint tax_rates_class_exists foreign key (organization, tax_class)
                references tax_classes (organization, id),
            constraint tax_rates_in_range check (basis_points between 0 and 10000)
        );
        select hesap_tenant_table('tax_rates');
        """

    static let catalogue = """
        create table menu_categories (
            organization uuid not null,
            id uuid not null,
            name jsonb not null,
            color text not null,
            position integer not null,
            archived_at timestamptz,
            version bigint not null,
            constraint menu_categories_pkey primary key (organization, id),
            constraint menu_categories_organization_exists foreign key (organization) references organizations (id)
        );
        select hesap_tenant_table('menu_categories');

        create table menu_products (
            organization uuid not null,
            id uuid not null,
            category uuid not null,
            name jsonb not null,
            description jsonb not null,
            kitchen_name text,
            tax_class uuid not null,
            plu text,
            barcode text,
            weighed boolean not null,
            favorite boolean not null,
            prep_minutes integer not null,
            station_hint text,
            allergens text[] not null,
            contains_alcohol boolean not null,
            contains_pork boolean not null,
            position integer not null,
            archived_at timestamptz,
            version bigint not null,
            constraint menu_products_pkey primary key (organization, id),
            constraint menu_products_category_exists foreign key (organization, category)
                references menu_categories (organization, id),
            constraint menu_products_tax_class_exists foreign key (organization, tax_class)
                references tax_classes (organization, id),
            constraint menu_products_prep_in_range check (prep_minutes between 0 and 600)
        );
        create unique index menu_products_barcode_once on menu_products (organization, barcode)
            where barcode is not null and archived_at is null;
        create unique index menu_products_plu_once on menu_products (organization, plu)
            where plu is not null and archived_at is null;
        create index menu_products_of_category on menu_products (organization, category);
        select hesap_tenant_table('menu_products');

        create table menu_portions (
            organization uuid not null,
            id uuid not null,
            product uuid not null,
            name jsonb not null,
            price bigint not null,
            is_default boolean not null,
            position integer not null,
            archived_at timestamptz,
            constraint menu_portions_pkey primary key (organization, id),
            constraint menu_portions_product_exists foreign key (organization, product)
                references menu_products (organization, id),
            constraint menu_portions_price_not_negative check (price >= 0)
        );
        create unique index menu_portions_one_default on menu_portions (organization, product)
            where is_default and archived_at is null;
        create index menu_portions_of_product on menu_portions (organization, product);
        select hesap_tenant_table('menu_portions');
        """

    static let options = """
        create table menu_groups (
            organization uuid not null,
            id uuid not null,
            name jsonb not null,
            min_count integer not null,
            max_count integer not null,
            free_count integer not null,
            position integer not null,
            archived_at timestamptz,
            version bigint not null,
            constraint menu_groups_pkey primary key (organization, id),
            constraint menu_groups_organization_exists foreign key (organization) references organizations (id),
            constraint menu_groups_counts_fit check (min_count >= 0 and max_count >= 1 and min_count <= max_count
                and free_count >= 0)
        );
        select hesap_tenant_table('menu_groups');

        create table menu_options (
            organization uuid not null,
            id uuid not null,
            menu_group uuid not null,
            name jsonb not null,
            kitchen_text text,
            kind text not null,
            price bigint not null,
            is_default boolean not null,
            position integer not null,
            archived_at timestamptz,
            constraint menu_options_pkey primary key (organization, id),
            constraint menu_options_group_exists foreign key (organization, menu_group)
                references menu_groups (organization, id),
            constraint menu_options_kind_known check (kind in ('add', 'remove', 'plain')),
            constraint menu_options_price_not_negative check (price >= 0)
        );
        create index menu_options_of_group on menu_options (organization, menu_group);
        select hesap_tenant_table('menu_options');

        create table menu_product_groups (
            organization uuid not null,
            product uuid not null,
            menu_group uuid not null,
            position integer not null,
            constraint menu_product_groups_pkey primary key (organization, product, menu_group),
            constraint menu_product_groups_product_exists foreign key (organization, product)
                references menu_products (organization, id),
            constraint menu_product_groups_group_exists foreign key (organization, menu_group)
                references menu_groups (organization, id)
        );
        select hesap_tenant_table('menu_product_groups');
        """

    static let prices = """
        create table menu_branch_prices (
            organization uuid not null,
            branch uuid not null,
            portion uuid not null,
            price bigint not null,
            constraint menu_branch_prices_pkey primary key (organization, branch, portion),
            constraint menu_branch_prices_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint menu_branch_prices_portion_exists foreign key (organization, portion)
                references menu_portions (organization, id),
            constraint menu_branch_prices_not_negative check (price >= 0)
        );
        select hesap_tenant_table('menu_branch_prices');

        create table menu_hidden (
            organization uuid not null,
            branch uuid not null,
            product uuid not null,
            constraint menu_hidden_pkey primary key (organization, branch, product),
            constraint menu_hidden_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint menu_hidden_product_exists foreign key (organization, product)
                references menu_products (organization, id)
        );
        select hesap_tenant_table('menu_hidden');

        create table price_lists (
            organization uuid not null,
            id uuid not null,
            name jsonb not null,
            active boolean not null,
            archived_at timestamptz,
            version bigint not null,
            constraint price_lists_pkey primary key (organization, id),
            constraint price_lists_organization_exists foreign key (organization) references organizations (id)
        );
        select hesap_tenant_table('price_lists');

        create table price_rules (
            organization uuid not null,
            id uuid not null,
            price_list uuid not null,
            weekdays integer not null,
            from_second integer not null,
            to_second integer not null,
            branch uuid,
            order_type text,
            product uuid,
            category uuid,
            priority integer not null,
            kind text not null,
            value bigint not null,
            constraint price_rules_pkey primary key (organization, id),
            constraint price_rules_list_exists foreign key (organization, price_list)
                references price_lists (organization, id),
            constraint price_rules_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint price_rules_product_exists foreign key (organization, product)
                references menu_products (organization, id),
            constraint price_rules_category_exists foreign key (organization, category)
                references menu_categories (organization, id),
            constraint price_rules_weekdays_known check (weekdays between 1 and 127),
            constraint price_rules_seconds_in_day check (from_second between 0 and 86399
                and to_second between 0 and 86400),
            constraint price_rules_kind_known check (kind in ('percent', 'price')),
            constraint price_rules_value_fits check (value >= 0 and (kind = 'price' or value <= 10000))
        );
        create index price_rules_of_list on price_rules (organization, price_list);
        select hesap_tenant_table('price_rules');
        """

    static let availability = """
        create table menu_availability (
            organization uuid not null,
            branch uuid not null,
            subject uuid not null,
            is_option boolean not null,
            state text not null,
            remaining bigint,
            until timestamptz,
            changed_at timestamptz not null,
            version bigint not null,
            constraint menu_availability_pkey primary key (organization, branch, subject),
            constraint menu_availability_branch_exists foreign key (organization, branch)
                references branches (organization, id),
            constraint menu_availability_state_known check (state in ('on', 'off', 'counted')),
            constraint menu_availability_counted_has_remaining check ((state = 'counted') = (remaining is not null)),
            constraint menu_availability_never_below_zero check (remaining >= 0)
        );
        select hesap_tenant_table('menu_availability');
        """
}
