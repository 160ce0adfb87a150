public import Base
import Organizations

extension Author: Shaped {
    /// `{id, name}`; the id is null when a key or the system did it.
    public static let shape = Shape<Author>.object(
        "Author", { Author(person: $0, name: $1) },
        Field(optional: "id", \.person, .id(Person.self)), Field("name", \.name, .text(0...200)))
}

extension TableName: Shaped {
    /// `{id, name}`.
    public static let shape = Shape<TableName>.object(
        "TableName", { TableName(id: $0, name: $1) },
        Field("id", \.id, .id()), Field("name", \.name, .text(0...100)))
}
