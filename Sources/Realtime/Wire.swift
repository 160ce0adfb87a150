import Base
import Organizations

/// The messages of `/ws`, as text.
enum Wire {
    /// A change, to a socket whose last frame was `previous`.
    static func frame(_ frame: StreamFrame, previous: Int64, epoch: String) -> String {
        """
        {"frame":{"seq":\(frame.seq),"prev":\(previous),"ts":"\(frame.at.rfc3339)","epoch":"\(epoch)",\
        "type":"\(frame.type)","entity":"\(frame.entity)","id":"\(frame.id.text)","version":\(frame.version),\
        "data":\(frame.data)}}
        """
    }

    static func live(sequence: Int64, epoch: String) -> String {
        #"{"live":{"seq":\#(sequence),"epoch":"\#(epoch)"}}"#
    }

    static func snapshot(sequence: Int64, epoch: String, data: JSON) -> String {
        #"{"snapshot":{"seq":\#(sequence),"epoch":"\#(epoch)","data":\#(data.written)}}"#
    }

    static func reset(sequence: Int64, epoch: String) -> String {
        #"{"reset":{"seq":\#(sequence),"epoch":"\#(epoch)"}}"#
    }

    static func heartbeat(sequence: Int64, at instant: Instant) -> String {
        #"{"heartbeat":{"seq":\#(sequence),"ts":"\#(instant.rfc3339)"}}"#
    }

    static func tick(_ figures: JSON) -> String { #"{"tick":\#(figures.written)}"# }

    static func pong(_ number: Int64) -> String { #"{"pong":\#(number)}"# }

    static func refused(_ problem: Problem) -> String {
        JSON.object([("refused", ["code": .string(problem.code)])]).written
    }
}
