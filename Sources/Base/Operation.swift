/// One operation of the API as the OpenAPI document describes it.
public struct Operation: Sendable {
    /// HTTP's methods that the API uses.
    public enum Method: String, Sendable {
        /// Reads.
        case get
        /// A command.
        case post
        /// Replaces.
        case put
        /// Changes parts.
        case patch
        /// Removes.
        case delete
    }

    /// A parameter in the path, the query or a header.
    public struct Parameter: Sendable {
        /// Where it stands.
        public enum Place: String, Sendable {
            /// In the path's template, always required.
            case path
            /// After the question mark.
            case query
            /// A header field.
            case header
        }

        let name: String
        let place: Place
        let schema: Schema
        let isRequired: Bool
        let description: String?

        /// A part of the path's template.
        public static func path<Value>(_ name: String, _ shape: Shape<Value>, _ description: String? = nil)
            -> Parameter
        {
            Parameter(
                name: name, place: .path, schema: shape.schema, isRequired: true, description: description)
        }

        /// A query parameter; it may be left out unless required.
        public static func query<Value>(
            _ name: String, _ shape: Shape<Value>, required: Bool = false, _ description: String? = nil
        ) -> Parameter {
            Parameter(
                name: name, place: .query, schema: shape.schema, isRequired: required,
                description: description)
        }

        /// A header field.
        public static func header<Value>(
            _ name: String, _ shape: Shape<Value>, required: Bool = false, _ description: String? = nil
        ) -> Parameter {
            Parameter(
                name: name, place: .header, schema: shape.schema, isRequired: required,
                description: description)
        }
    }

    /// What is sent or answered.
    public struct Content: Sendable {
        let type: String
        let schema: Schema
        let example: JSON?

        /// JSON of a shape.
        public static func json<Value>(_ shape: Shape<Value>, example: JSON? = nil) -> Content {
            Content(type: "application/json", schema: shape.schema, example: example)
        }

        /// Text or bytes of another type, such as `text/html` or `application/pdf`; a JSON document that
        /// follows rules of its own, such as an OpenAPI description, has no schema here.
        public static func other(_ type: String) -> Content {
            let schema = type == "application/json" ? Schema.inline([:]) : .inline(["type": "string"])
            return Content(type: type, schema: schema, example: nil)
        }
    }

    /// One answer that is no problem.
    public struct Answer: Sendable {
        let status: Int
        let description: String
        let contents: [Content]

        /// An answer with one or more forms of content; none for an empty one.
        public init(_ status: Int, _ description: String, _ contents: Content...) {
            self.init(status, description, contents)
        }

        /// An answer with these forms of content.
        public init(_ status: Int, _ description: String, _ contents: [Content]) {
            self.status = status
            self.description = description
            self.contents = contents
        }
    }

    /// A problem that the operation may answer with.
    public struct Refused: Hashable, Sendable {
        let status: Int
        let code: String

        /// A status and its stable code.
        public init(_ status: Int, _ code: String) {
            self.status = status
            self.code = code
        }
    }

    let method: Method
    let path: String
    let id: String
    let tag: String
    let summary: String
    let description: String?
    let parameters: [Parameter]
    let body: Content?
    let answers: [Answer]
    let problems: [Refused]
    let security: [OpenAPI.Security]

    /// An operation.
    ///
    /// - Parameters:
    ///   - path: the template, such as `/api/v1/branches/{branch}/checks/{check}`.
    ///   - id: the `operationId`: unique, camelCase; the screens' types are named by it.
    ///   - security: any one of these opens it; none for an operation that is open to all.
    public init(
        _ method: Method, _ path: String, id: String, tag: String, _ summary: String,
        description: String? = nil,
        parameters: [Parameter] = [], body: Content? = nil, answers: [Answer], problems: [Refused] = [],
        security: [OpenAPI.Security]
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.tag = tag
        self.summary = summary
        self.description = description
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.problems = problems
        self.security = security
    }
}
