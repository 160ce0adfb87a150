import Base
import Store

/// What a command shows in a branch as one value: a JSON array of its frames, without their numbers.
///
/// The view `screen_frames` takes it apart again, a row a frame.
struct FrameText: SQLValue {
    private let bytes: [UInt8]

    init(_ frames: some Collection<Frame>) {
        var writer = JSONWriter(reserving: frames.reduce(2) { $0 + $1.data.utf8.count + 192 })
        for (place, frame) in frames.enumerated() {
            writer.raw(place == 0 ? "[" : ",")
            frame.write(to: &writer)
        }
        writer.raw("]")
        bytes = writer.finish()
    }

    var sqlText: String? { String(decoding: bytes, as: UTF8.self) }

    /// Only ever written.
    static func decode(_ text: String?) -> FrameText? { nil }

    func append(to values: inout SQLValues) { values.append { $0 += bytes } }
}

extension Frame {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.raw("{\"type\":")
        writer.write(type)
        writer.raw(",\"entity\":")
        writer.write(entity)
        writer.raw(",\"id\":")
        writer.write(id.text)
        writer.raw(",\"version\":")
        writer.write(version)
        if let station {
            writer.raw(",\"station\":")
            writer.write(station)
        }
        writer.raw(",\"audience\":")
        writer.write(audience.rawValue)
        writer.raw(",\"data\":")
        writer.raw(data)
        writer.raw("}")
    }
}
