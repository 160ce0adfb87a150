/// Installs the charts of a region's cluster, before the objects that need what they bring.
struct ChartSteps {
    let graph: Graph
    let region: String

    private var charts: [Chart] {
        Charts.all(ClusterPlace(profile: graph.profile, region: region))
    }

    /// The files of their values.
    var files: [RenderedFile] {
        charts.map { chart in
            RenderedFile(
                path: chart.file(region),
                text: "# helm \(chart.words(chart.file(region)).joined(separator: " "))\n"
                    + YAMLText.document(chart.values) { LateValues.text($0, in: graph) })
        }
    }

    /// The steps that install them, each waited for.
    var steps: [Step] {
        charts.map { chart in
            let words = chart.words("").map { word -> Word in
                word.isEmpty ? .file(chart.file(region), prefix: "") : .text(word)
            }
            return Step(
                "chart-\(chart.name)-\(region)", "Install \(chart.name) \(chart.version)", .create,
                words + ["--kubeconfig", .file("kubeconfig.\(region)", prefix: "")], program: "helm",
                region: region, patience: Patience(every: 5, most: 900),
                details: ["+ Chart \(chart.name)"])
        }
    }

    /// The steps that take them away again, the last first.
    var removal: [Step] {
        charts.reversed().map { chart in
            Step(
                "unchart-\(chart.name)-\(region)", "Take \(chart.name) away", .delete,
                [
                    "uninstall", .text(chart.name), "--namespace", .text(chart.namespace),
                    "--ignore-not-found",
                    "--wait", "--kubeconfig", .file("kubeconfig.\(region)", prefix: ""),
                ], program: "helm", region: region, patience: Patience(every: 5, most: 900))
        }
    }
}
