import CJansson

/// Why a text is not JSON that Hesap accepts.
public struct JSONFault: Error, Sendable, Equatable {
    /// What the parser says, in English.
    public let message: String
    /// Line, from 1.
    public let line: Int
    /// Column, from 1.
    public let column: Int
}

extension JSON {
    /// Reads strict JSON by libjansson: duplicate members, `\u0000`, invalid UTF-8, trailing text and nesting
    /// beyond `Limits.jsonDepthMax` are refused.
    public init(parsing bytes: [UInt8]) throws(JSONFault) {
        guard !bytes.isEmpty else { throw JSONFault(message: "the body is empty", line: 1, column: 1) }
        var fault = json_error_t()
        let flags = Int(JSON_REJECT_DUPLICATES) | Int(JSON_DECODE_ANY)
        let root = unsafe bytes.withUnsafeBufferPointer { buffer in
            unsafe buffer.withMemoryRebound(to: CChar.self) { text in
                unsafe json_loadb(text.baseAddress, text.count, flags, &fault)
            }
        }
        guard let root = unsafe root else {
            let message = unsafe withUnsafeBytes(of: &fault.text) { buffer in
                unsafe String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw JSONFault(message: message, line: Int(fault.line), column: Int(fault.column))
        }
        defer { unsafe hesap_json_decref(root) }
        self = try unsafe jsonValue(root, depth: 1)
    }

    /// Reads strict JSON from a text.
    public init(parsing text: String) throws(JSONFault) { try self.init(parsing: Array(text.utf8)) }
}

private func jsonValue(_ node: UnsafeMutablePointer<json_t>, depth: Int) throws(JSONFault) -> JSON {
    guard depth <= Limits.jsonDepthMax else {
        throw JSONFault(message: "nested too deeply", line: 1, column: 1)
    }
    switch unsafe node.pointee.type {
    case JSON_OBJECT: return try unsafe .object(jsonMembers(node, depth: depth))
    case JSON_ARRAY: return try unsafe .array(jsonElements(node, depth: depth))
    case JSON_STRING: return unsafe .string(jsonText(node))
    case JSON_INTEGER: return unsafe .integer(Int64(json_integer_value(node)))
    case JSON_REAL: return unsafe .real(json_real_value(node))
    case JSON_TRUE: return .bool(true)
    case JSON_FALSE: return .bool(false)
    default: return .null
    }
}

private func jsonText(_ node: UnsafeMutablePointer<json_t>) -> String {
    guard let start = unsafe json_string_value(node) else { return "" }
    let buffer = unsafe UnsafeRawBufferPointer(start: start, count: json_string_length(node))
    return unsafe String(decoding: buffer, as: UTF8.self)
}

private func jsonElements(
    _ node: UnsafeMutablePointer<json_t>, depth: Int
) throws(JSONFault) -> [JSON] {
    var result: [JSON] = []
    for index in 0..<(unsafe json_array_size(node)) {
        if let element = unsafe json_array_get(node, index) {
            try unsafe result.append(jsonValue(element, depth: depth + 1))
        }
    }
    return result
}

private func jsonMembers(
    _ node: UnsafeMutablePointer<json_t>, depth: Int
) throws(JSONFault) -> [(String, JSON)] {
    var result: [(String, JSON)] = []
    var iterator = unsafe json_object_iter(node)
    while let current = unsafe iterator {
        if let key = unsafe json_object_iter_key(current), let value = unsafe json_object_iter_value(current)
        {
            try unsafe result.append((String(cString: key), jsonValue(value, depth: depth + 1)))
        }
        unsafe iterator = json_object_iter_next(node, current)
    }
    return result
}
