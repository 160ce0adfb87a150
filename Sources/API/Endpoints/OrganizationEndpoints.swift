import Base
import Organizations
import Web

extension Endpoints {
    static let organization: [Endpoint] = [
        .get(
            "\(prefix)/organization", "getOrganization", "organization", "The organization itself.",
            answers: OrganizationDetailsView.shape
        ) { _ in .organization(.show) },
        .write(
            "\(prefix)/organization", "changeOrganization", "organization",
            "Changes the organization's name.", by: .patch,
            takes: OrganizationChange.shape, answers: OrganizationDetailsView.shape
        ) { _ in .organization(.change) },
        .write(
            "\(prefix)/branches", "openBranch", "organization",
            "Opens one more branch, with the organization's menu and people.",
            takes: BranchDraft.shape, answers: BranchView.shape, status: 201
        ) { _ in .organization(.openBranch) },
    ]
}
