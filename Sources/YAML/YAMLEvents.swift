import CYAML

/// What libyaml reports next, copied out of its memory.
struct YAMLEvent {
    enum Kind: Equatable {
        case streamStart, streamEnd, documentStart, documentEnd
        case alias
        case scalar(String, isPlain: Bool)
        case sequenceStart, sequenceEnd, mappingStart, mappingEnd
    }

    let kind: Kind
    let line: Int
    let column: Int
    /// An anchor (`&name`) or a tag (`!!type`) stands before the node.
    let isDecorated: Bool
}

/// libyaml's parser over a text that outlives it.
/// Safe: the parser is freed once, here, and never leaves this type.
@safe struct YAMLEvents: ~Copyable {
    private let parser: UnsafeMutablePointer<yaml_parser_t>

    /// Reads from bytes, which must stay where they are until this value is gone.
    init?(_ bytes: UnsafeBufferPointer<UInt8>) {
        unsafe parser = .allocate(capacity: 1)
        guard unsafe yaml_parser_initialize(parser) == 1 else {
            unsafe parser.deallocate()
            return nil
        }
        unsafe yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        unsafe yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    }

    deinit {
        unsafe yaml_parser_delete(parser)
        unsafe parser.deallocate()
    }

    /// The next event.
    mutating func next() throws(YAMLFault) -> YAMLEvent {
        var event = unsafe yaml_event_t()
        guard unsafe yaml_parser_parse(parser, &event) == 1 else { throw fault }
        defer { unsafe yaml_event_delete(&event) }
        let mark = unsafe event.start_mark
        return unsafe YAMLEvent(
            kind: Self.kind(event), line: Int(mark.line) + 1, column: Int(mark.column) + 1,
            isDecorated: Self.isDecorated(event))
    }

    private var fault: YAMLFault {
        let said = unsafe parser.pointee.problem.map { unsafe String(cString: $0) } ?? "this is not YAML"
        let mark = unsafe parser.pointee.problem_mark
        return YAMLFault(message: Self.plain(said), line: Int(mark.line) + 1, column: Int(mark.column) + 1)
    }

    /// What the two slips of everybody's first file mean.
    private static func plain(_ said: String) -> String {
        switch said {
        case "found character that cannot start any token":
            "\(said): a tab, or a @ or ` without quotes; lines are indented by spaces"
        case "did not find expected key":
            "\(said): is the line indented like its neighbours, and does every { and \" end?"
        default: said
        }
    }

    private static func kind(_ event: yaml_event_t) -> YAMLEvent.Kind {
        switch unsafe event.type {
        case YAML_STREAM_START_EVENT: .streamStart
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_ALIAS_EVENT: .alias
        case YAML_SCALAR_EVENT: unsafe scalar(event)
        case YAML_SEQUENCE_START_EVENT: .sequenceStart
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_MAPPING_START_EVENT: .mappingStart
        case YAML_MAPPING_END_EVENT: .mappingEnd
        default: .streamEnd
        }
    }

    private static func scalar(_ event: yaml_event_t) -> YAMLEvent.Kind {
        let scalar = unsafe event.data.scalar
        let bytes = unsafe UnsafeBufferPointer(start: scalar.value, count: scalar.length)
        return unsafe .scalar(
            String(decoding: bytes, as: UTF8.self), isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE)
    }

    private static func isDecorated(_ event: yaml_event_t) -> Bool {
        switch unsafe event.type {
        case YAML_SCALAR_EVENT:
            unsafe event.data.scalar.anchor != nil || event.data.scalar.tag != nil
        case YAML_SEQUENCE_START_EVENT:
            unsafe event.data.sequence_start.anchor != nil || event.data.sequence_start.tag != nil
        case YAML_MAPPING_START_EVENT:
            unsafe event.data.mapping_start.anchor != nil || event.data.mapping_start.tag != nil
        default: false
        }
    }
}
