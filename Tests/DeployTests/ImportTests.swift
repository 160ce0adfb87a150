import Base
import Deploy
import Testing

@Suite struct ImportTests {
    @Test(arguments: DeploymentShape.allCases) func `a first profile is accepted as it is`(
        shape: DeploymentShape
    ) throws {
        let read = try Profile.read(
            FirstProfile.text("corner", shape: shape), file: "corner.yaml", environment: nil,
            today: "2026-11-21")
        #expect(read.profile.system == "corner")
        #expect(Lint.status(of: ProfileLint.findings(in: read)) == 0)
        // Whoever starts with it sees no fault that is not theirs: all of it has a price, within its budget.
        let sheet = Price.of(Graph.build(read.profile))
        #expect(sheet.missing.isEmpty && sheet.status == 0, "\(sheet.missing)")
    }

    @Test(arguments: Fixture.guides) func `each guide becomes a profile that is accepted`(guide: String)
        throws
    {
        let imported = ImportedProfile.from(guide: try Fixture.text(of: guide))
        do throws(ProfileFaults) {
            let read = try Profile.read(imported.text, file: "x.yaml", environment: nil, today: "2026-11-21")
            #expect(read.profile.data.database != nil)
        } catch {
            Issue.record("\(error)\n\(imported.text)")
        }
        #expect(!imported.missing.isEmpty)
    }

    @Test func `sizes, hosts and screens of a guide are taken over with their lines`() throws {
        let imported = ImportedProfile.from(guide: try Fixture.text(of: "pixpos-aws-deployment.md"))
        let read = try Profile.read(imported.text, file: "x.yaml", environment: nil, today: "2026-11-21")
            .profile
        #expect(read.system == "pixpos")
        #expect(read.platform.existing == "hsd-monitoring")
        #expect(read.web.map(\.host).sorted().first == "*.pixpos.site")
        #expect(read.web.count == 5)
        #expect(read.services.map(\.scale.max) == [10])
        #expect(read.data.database?.size == "db.t3.medium")
        #expect(imported.changed.contains { $0.contains("16.4") })
    }

    @Test(arguments: Profiles.all) func `stacks of our own become a profile with the same stores and domains`(
        name: String, environment: String
    ) throws {
        let profile = try Profiles.read(name, environment).profile
        let templates = try CloudFormationRender.files(Graph.build(profile)).map { file in
            (
                region: file.path.split(separator: ".").dropLast().last.map(String.init) ?? "",
                template: try JSON(parsing: file.text)
            )
        }.filter { $0.region == profile.regions.primary }
        let imported = ImportedProfile.from(
            stacks: templates, system: name, environment: environment, account: profile.environment.account)
        do throws(ProfileFaults) {
            let read = try Profile.read(imported.text, file: "x.yaml", environment: nil, today: "2026-11-21")
                .profile
            #expect(read.shape == profile.shape)
            #expect(read.data.database?.size == profile.data.database?.size)
            #expect(read.data.database?.storage == profile.data.database?.storage)
            #expect(read.data.database?.backupDays == profile.data.database?.backupDays)
            #expect(read.budget.monthly == profile.budget.monthly)
        } catch {
            Issue.record("\(error)\n\(imported.text)")
        }
    }
}
