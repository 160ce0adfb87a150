import Base
import Web
import Checks
import Menu
import Organizations

extension Endpoints {
    static let reports: [Endpoint] = [
        .get(
            "\(branchPrefix)/today", "getToday", "reports", "The running day, compared with a week ago.",
            answers: TodayView.shape
        ) {
            inBranch($0, .reports(.today))
        },
        .get(
            "\(branchPrefix)/sales", "listSales", "reports", "Sales per business day.",
            answers: DaySalesView.page
        ) {
            inBranch($0, .reports(.sales))
        }.asking(
            .optional("from", .day, "First day; thirty days ago when left out."),
            .optional("to", .day, "Last day; today when left out.")),
        .get(
            "\(branchPrefix)/audit", "listAudit", "reports", "Who did what, newest first.",
            answers: AuditView.page
        ) {
            inBranch($0, .reports(.audit))
        }.asking(
            .limit, .after, .optional("person", .uuid, "Only this person's."),
            .optional("entity", .uuid, "Only what was done to this one.")),
    ]

    static let people: [Endpoint] = [
        .get(
            "\(prefix)/people", "listPeople", "people", "Everybody of the organization.",
            answers: PersonView.page
        ) {
            _ in .people(.list)
        },
        .write(
            "\(prefix)/people", "addPerson", "people", "Adds a person.", takes: AddPersonBody.shape,
            answers: PersonView.shape, status: 201
        ) { _ in .people(.add) },
        .write(
            "\(prefix)/people/{person}", "changePerson", "people", "Changes a person.",
            by: .patch, takes: ChangePersonBody.shape, answers: PersonView.shape
        ) { values in values.id("person").map { .people(.change($0)) } },
        .write(
            "\(prefix)/people/{person}/pin", "setPin", "people", "Sets a person's PIN.",
            takes: SetPINBody.shape,
            answers: PersonView.shape
        ) { values in values.id("person").map { .people(.setPIN($0)) } },
        .write(
            "\(prefix)/people/{person}/pin/unlock", "unlockPin", "people",
            "Lets a person try their PIN again at once, on every device.",
            takes: EmptyBody.shape, answers: PersonView.shape
        ) { values in values.id("person").map { .people(.unlockPIN($0)) } },
        .write(
            "\(prefix)/people/{person}/disable", "disablePerson", "people", "Ends a person's access at once.",
            takes: EmptyBody.shape, answers: PersonView.shape
        ) { values in values.id("person").map { .people(.disable($0)) } },
        .write(
            "\(prefix)/people/{person}/enable", "enablePerson", "people",
            "Gives a person access again, with the rights that they had.",
            takes: EmptyBody.shape, answers: PersonView.shape
        ) { values in values.id("person").map { .people(.enable($0)) } },
        .get("\(prefix)/roles", "listRoles", "people", "Roles and what they may do.", answers: RoleView.page)
        {
            _ in .people(.roles)
        },
        .write(
            "\(prefix)/roles/{role:text}/grants", "setGrants", "people", "Says what a role may do.",
            by: .put, takes: GrantsBody.shape, answers: RoleView.shape
        ) { values in values.text("role").map { .people(.setGrants($0)) } },
    ]

    static let menuEditor: [Endpoint] = [
        .get(
            "\(prefix)/menu/editor", "getMenuEditor", "menu", "The whole menu, for editing.",
            answers: MenuEditorView.shape
        ) {
            _ in .menu(.editor)
        },
        .get(
            "\(prefix)/menu/tax-classes", "listTaxClasses", "menu", "Tax classes with their rates.",
            answers: TaxClassesView.shape
        ) {
            _ in .menu(.taxClasses)
        },
        .write(
            "\(prefix)/menu/tax-classes/{taxClass}/rates", "setTaxRate", "menu",
            "Gives a tax class another rate from a coming day on, or takes such a rate back.",
            by: .put, takes: TaxRateChange.shape, answers: TaxClassView.shape
        ) { values in values.id("taxClass").map { .menu(.setTaxRate($0)) } },
        .write(
            "\(prefix)/menu/categories", "addCategory", "menu", "Adds a category.",
            takes: CategoryDraft.shape,
            answers: CategoryEditorView.shape, status: 201
        ) { _ in .menu(.addCategory) },
        .write(
            "\(prefix)/menu/categories/{category}", "changeCategory", "menu", "Changes a category.",
            by: .patch, takes: CategoryChange.shape, answers: CategoryEditorView.shape
        ) { values in values.id("category").map { .menu(.changeCategory($0)) } },
        .write(
            "\(prefix)/menu/categories/{category}/archive", "archiveCategory", "menu",
            "Takes a category off the menu.",
            takes: ArchiveRequest.shape, answers: CategoryEditorView.shape
        ) { values in values.id("category").map { .menu(.archiveCategory($0)) } },
        .write(
            "\(prefix)/menu/products", "addProduct", "menu", "Adds a product.", takes: ProductDraft.shape,
            answers: ProductEditorView.shape, status: 201
        ) { _ in .menu(.addProduct) },
        .write(
            "\(prefix)/menu/products/{product}", "changeProduct", "menu", "Changes a product.",
            by: .patch, takes: ProductChange.shape, answers: ProductEditorView.shape
        ) { values in values.id("product").map { .menu(.changeProduct($0)) } },
        .write(
            "\(prefix)/menu/products/{product}/archive", "archiveProduct", "menu",
            "Takes a product off the menu.",
            takes: ArchiveRequest.shape, answers: ProductEditorView.shape
        ) { values in values.id("product").map { .menu(.archiveProduct($0)) } },
        .write(
            "\(prefix)/menu/groups", "addGroup", "menu", "Adds a group of options.", takes: GroupDraft.shape,
            answers: GroupEditorView.shape, status: 201
        ) { _ in .menu(.addGroup) },
        .write(
            "\(prefix)/menu/groups/{group}", "changeGroup", "menu", "Changes a group of options.",
            by: .patch, takes: GroupChange.shape, answers: GroupEditorView.shape
        ) { values in values.id("group").map { .menu(.changeGroup($0)) } },
        .write(
            "\(prefix)/menu/groups/{group}/archive", "archiveGroup", "menu",
            "Takes a group of options off the menu.",
            takes: ArchiveRequest.shape, answers: GroupEditorView.shape
        ) { values in values.id("group").map { .menu(.archiveGroup($0)) } },
    ]
}
