extension Graph {
    /// Everything that a profile becomes: resources in the order of creation, what is looked up before, and
    /// the objects of the clusters. The same profile always gives the same graph.
    public static func build(_ profile: Profile) -> Graph {
        var draft = Draft(profile)
        if profile.shape != .host { draft.draw() }
        let more = KubernetesObjects.lookups(profile).filter { one in
            !draft.lookups.contains { $0.id == one.id && $0.region == one.region }
        }
        return Graph(
            profile: profile, resources: Self.ordered(draft.resources, regions: profile.regions.all),
            lookups: draft.lookups + more, objects: KubernetesObjects.build(profile))
    }

    /// Resources by layer and region, each after what it needs; otherwise as they were added.
    static func ordered(_ resources: [Resource], regions: [String]) -> [Resource] {
        func rank(_ resource: Resource) -> (Layer, Int, String) {
            (resource.layer, regions.firstIndex(of: resource.region) ?? regions.count, resource.region)
        }
        let byID = Dictionary(resources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let places = resources.enumerated().sorted {
            let (one, other) = (rank($0.element), rank($1.element))
            return one == other ? $0.offset < $1.offset : one < other
        }
        var done: Set<ResourceID> = []
        var result: [Resource] = []
        func place(_ resource: Resource) {
            guard done.insert(resource.id).inserted else { return }
            for id in resource.properties.references + resource.needs {
                if let needed = byID[id], needed.layer == resource.layer { place(needed) }
            }
            result.append(resource)
        }
        for entry in places { place(entry.element) }
        return result
    }
}

extension Draft {
    /// Adds every part, from the ground up.
    mutating func draw() {
        for at in profile.places {
            drawKeys(at)
            drawNetwork(at)
        }
        drawZones()
        drawEdge()
        for at in profile.places {
            drawLogBucket(at)
            drawSecrets(at)
            drawDatabase(at)
            drawCache(at)
            drawEvents(at)
            drawBuckets(at)
            drawRepositories(at)
        }
        for at in profile.places where at.runs {
            drawEntrance(at)
            if profile.shape == .eks {
                drawCluster(at)
                drawPodRoles(at)
            } else {
                drawTasks(at)
            }
        }
        drawDelivery()
        drawContentNetworks()
        drawRecords()
        drawModules()
        for at in profile.places {
            drawAlarms(at)
            drawAudit(at)
        }
        drawDashboards()
        drawUpkeep()
    }
}
