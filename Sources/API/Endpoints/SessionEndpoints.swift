import Base
import Web
import Organizations

extension Endpoints {
    static let session: [Endpoint] = [
        .write(
            "\(prefix)/sign-in", "signIn", "session", "Signs a person in by e-mail and password.", .anyone,
            takes: SignInBody.shape, answers: SignedInView.shape, key: false
        ) { _ in .session(.signIn) },
        .write(
            "\(prefix)/sign-out", "signOut", "session", "Ends every session of the person.", .staff,
            takes: EmptyBody.shape, answers: EmptyBody.shape, key: false
        ) { _ in .session(.signOut) },
        .get(
            "\(prefix)/session", "currentSession", "session", "Who is calling, and what they may do.",
            .device,
            answers: SessionView.shape
        ) { _ in .session(.current) },
        .write(
            "\(prefix)/devices/pair", "pairDevice", "session", "Pairs a device by a code.", .anyone,
            takes: PairDeviceBody.shape, answers: PairedView.shape, status: 201, key: false
        ) { _ in .session(.pairDevice) },
        .write(
            "\(prefix)/pin-sign-in", "pinSignIn", "session", "Signs a person in by PIN on a paired device.",
            .device,
            takes: PINSignInBody.shape, answers: SignedInView.shape, key: false
        ) { _ in .session(.pinSignIn) },
        .write(
            "\(prefix)/approvals", "approve", "session",
            "Approves one action of somebody else, by PIN, for a minute.",
            .staff, takes: ApprovalBody.shape, answers: ApprovalView.shape, status: 201, key: false
        ) { _ in .session(.approve) },
    ]

    static let branch: [Endpoint] = [
        .get(
            branchPrefix, "getBranch", "branch", "What paper says of the branch, and when its day begins.",
            answers: BranchDetailsView.shape
        ) { inBranch($0, .details) },
        .write(
            branchPrefix, "changeBranch", "branch", "Changes the branch's name, address, tax number or day.",
            by: .patch, takes: BranchChange.shape, answers: BranchDetailsView.shape
        ) { inBranch($0, .changeDetails) },
        .get(
            "\(branchPrefix)/out-of-use", "listOutOfUse", "branch",
            "Floors, tables, stations and drawers that are out of use, to take them into use again.",
            answers: OutOfUseView.shape
        ) { inBranch($0, .outOfUse) },
        .get(
            "\(branchPrefix)/people", "listBranchPeople", "session", "Who can sign in by PIN here.", .device,
            answers: BranchPersonView.page
        ) { inBranch($0, .people) },
        .write(
            "\(branchPrefix)/device-codes", "createDeviceCode", "devices", "Makes a pairing code.",
            takes: DeviceCodeBody.shape, answers: DeviceCodeView.shape, status: 201
        ) { inBranch($0, .createDeviceCode) },
        .get(
            "\(branchPrefix)/devices", "listDevices", "devices", "The branch's devices.",
            answers: DeviceView.page
        ) {
            inBranch($0, .devices)
        },
        .write(
            "\(branchPrefix)/devices/{device}/revoke", "revokeDevice", "devices", "Unpairs a device at once.",
            takes: EmptyBody.shape, answers: EmptyBody.shape
        ) { values in values.id("device").flatMap { inBranch(values, .revokeDevice($0)) } },
        .write(
            "\(branchPrefix)/devices/{device}/drawer", "assignDrawer", "devices",
            "Says which cash drawer a device uses; null: none of its own.",
            by: .put, takes: DeviceDrawerBody.shape, answers: DeviceView.shape
        ) { values in values.id("device").flatMap { inBranch(values, .assignDrawer($0)) } },
    ]

    /// The route in the branch that the path names.
    static func inBranch(_ values: PathValues, _ route: BranchRoute) -> Route? {
        values.id("branch").map { .branch($0, route) }
    }
}
