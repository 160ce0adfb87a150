import Base
enum CloudFormationRender {
    static func compact(_ part: StackPart, of graph: Graph) -> String {
        func json(_ v: Value) -> JSON {
            switch v {
            case .text(let t): .string(t)
            case .integer(let n): .integer(Int64(n))
            case .thousandths(let n): .string(ValueWords.decimal(n))
            case .truth(let b): .bool(b)
            case .list(let l): .array(l.map(json))
            case .object(let f): .object(f.map { ($0.name, json($0.value)) })
            case .reference(let id):
                part.resources.contains(id)
                    ? ["Ref": .string(id.name)]
                    : .string("{{resolve:ssm:\(ParameterName.of(id, nil, in: graph))}}")
            case .attribute(let id, let a):
                part.resources.contains(id)
                    ? ["Fn::GetAtt": [.string(id.name), .string(a)]]
                    : .string("{{resolve:ssm:\(ParameterName.of(id, a, in: graph))}}")
            case .join(let l): ["Fn::Join": ["", .array(l.map(json))]]
            case .lookup(let id): .string("{{resolve:ssm:\(ParameterName.of(id, in: graph))}}")
            }
        }
        var all: [(String, JSON)] = []
        for id in part.resources {
            guard let r = graph[id] else { continue }
            var m: [(String, JSON)] = [("Type", .string(r.type)), ("Properties", json(r.properties))]
            let needs = r.needs.filter { part.resources.contains($0) }
            if !needs.isEmpty { m.append(("DependsOn", .array(needs.map { .string($0.name) }))) }
            all.append((id.name, .object(m)))
        }
        for p in part.published {
            let v: Value = p.attribute.map { .attribute(p.id, $0) } ?? .reference(p.id)
            let a = (p.attribute ?? "Ref").filter { $0 != "." }
            all.append(
                (
                    "Parameter\(p.id.name)\(a)",
                    .object([
                        ("Type", "AWS::SSM::Parameter"),
                        (
                            "Properties",
                            .object([
                                ("Name", .string(ParameterName.of(p.id, p.attribute, in: graph))),
                                ("Type", "String"), ("Value", json(v)),
                            ])
                        ),
                    ])
                ))
        }
        return JSON.object([("AWSTemplateFormatVersion", "2010-09-09"), ("Resources", .object(all))]).written
    }
}
