import Base
import Menu
import Organizations
import Store
import Web
import struct FoundationEssentials.UUID

extension API {
    func showMenu(_ place: Place) async throws -> Reply {
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let now = application.surroundings.now()
        let menu = try await read(place.call) { tx in
            try BranchMenu.load(branch, of: organization, in: tx)
        }
        return .response(application.menus.answer(menu, at: now).conditional(for: place.call.request.head))
    }

    func setAvailability(of subject: UUID, _ place: Place) async throws -> Reply {
        let body = try place.call.body(AvailabilityChange.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            AvailabilityView.shape.encode(
                try SetAvailability.run(subject, at: branch, body, context, in: tx))
        }
    }

    func handle(_ route: MenuRoute, _ call: Call) async throws -> Reply {
        switch route {
        case .editor: try await showEditor(call)
        case .taxClasses: try await listTaxClasses(call)
        case .setTaxRate(let taxClass): try await setTaxRate(of: taxClass, call)
        case .addCategory, .changeCategory, .archiveCategory: try await changeCategory(route, call)
        case .addProduct, .changeProduct, .archiveProduct: try await changeProduct(route, call)
        case .addGroup, .changeGroup, .archiveGroup: try await changeGroup(route, call)
        }
    }

    private func showEditor(_ call: Call) async throws -> Reply {
        .one(try await snapshot(call).editorView, MenuEditorView.shape)
    }

    private func listTaxClasses(_ call: Call) async throws -> Reply {
        .one(try await snapshot(call).taxClassesView, TaxClassesView.shape)
    }

    private func setTaxRate(of taxClass: ID<TaxClass>, _ call: Call) async throws -> Reply {
        let body = try call.body(TaxRateChange.shape)
        return try await command(call) { context, tx in
            TaxClassView.shape.encode(try SetTaxRate.run(taxClass, body, context, in: tx))
        }
    }

    private func snapshot(_ call: Call) async throws -> MenuSnapshot {
        let actor = try call.actor()
        try demand(.editMenu, actor)
        return try await read(call, .write) { tx in try MenuSnapshot.load(actor.organization, in: tx) }
    }

    private func changeCategory(_ route: MenuRoute, _ call: Call) async throws -> Reply {
        let shape = CategoryEditorView.shape
        switch route {
        case .changeCategory(let id):
            let body = try call.body(CategoryChange.shape)
            return try await command(call) { context, tx in
                shape.encode(try ChangeCategory.run(id, body, context, in: tx))
            }
        case .archiveCategory(let id):
            let body = try call.body(ArchiveRequest.shape)
            return try await command(call) { context, tx in
                shape.encode(try ArchiveCategory.run(id, body, context, in: tx))
            }
        default:
            let body = try call.body(CategoryDraft.shape)
            return try await command(call, status: 201) { context, tx in
                shape.encode(try CreateCategory.run(body, context, in: tx))
            }
        }
    }

    private func changeProduct(_ route: MenuRoute, _ call: Call) async throws -> Reply {
        let shape = ProductEditorView.shape
        switch route {
        case .changeProduct(let id):
            let body = try call.body(ProductChange.shape)
            return try await command(call) { context, tx in
                shape.encode(try ChangeProduct.run(id, body, context, in: tx))
            }
        case .archiveProduct(let id):
            let body = try call.body(ArchiveRequest.shape)
            return try await command(call) { context, tx in
                shape.encode(try ArchiveProduct.run(id, body, context, in: tx))
            }
        default:
            let body = try call.body(ProductDraft.shape)
            return try await command(call, status: 201) { context, tx in
                shape.encode(try CreateProduct.run(body, context, in: tx))
            }
        }
    }

    private func changeGroup(_ route: MenuRoute, _ call: Call) async throws -> Reply {
        let shape = GroupEditorView.shape
        switch route {
        case .changeGroup(let id):
            let body = try call.body(GroupChange.shape)
            return try await command(call) { context, tx in
                shape.encode(try ChangeModifierGroup.run(id, body, context, in: tx))
            }
        case .archiveGroup(let id):
            let body = try call.body(ArchiveRequest.shape)
            return try await command(call) { context, tx in
                shape.encode(try ArchiveModifierGroup.run(id, body, context, in: tx))
            }
        default:
            let body = try call.body(GroupDraft.shape)
            return try await command(call, status: 201) { context, tx in
                shape.encode(try CreateModifierGroup.run(body, context, in: tx))
            }
        }
    }
}
