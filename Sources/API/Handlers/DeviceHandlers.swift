import Base
import Drawers
import Organizations
import Store

extension API {
    func createDeviceCode(_ place: Place) async throws -> Reply {
        let body = try place.call.body(DeviceCodeBody.shape)
        let keys = application.identity.keys
        let branch = place.branch.id
        return try await command(place.call, status: 201) { context, tx in
            let made = try CreateDeviceCode(branch, kind: body.kind).run(keys, context, in: tx)
            return DeviceCodeView.shape.encode(DeviceCodeView(code: made.code, expiresAt: made.expiresAt))
        }
    }

    func listDevices(_ place: Place) async throws -> Reply {
        try demand(.pairDevice, place.actor)
        let (organization, branch) = (place.actor.organization, place.branch.id)
        let devices = try await read(place.call) { tx in try Devices.all(organization, branch, in: tx) }
        return .page(devices.map { DeviceView($0) })
    }

    func assignDrawer(to device: ID<Device>, _ place: Place) async throws -> Reply {
        let body = try place.call.body(DeviceDrawerBody.shape)
        let branch = place.branch.id
        return try await command(place.call) { context, tx in
            let assigned = try AssignDrawer.run(body.drawer, to: device, in: branch, context, in: tx)
            return DeviceView.shape.encode(DeviceView(assigned))
        }
    }

    func revokeDevice(_ device: ID<Device>, _ place: Place) async throws -> Reply {
        _ = try place.call.body(EmptyBody.shape)
        let reply = try await command(place.call) { context, tx in
            _ = try RevokeDevice(device).run(context, in: tx)
            return .object([])
        }
        application.identity.forget()
        return reply
    }
}
