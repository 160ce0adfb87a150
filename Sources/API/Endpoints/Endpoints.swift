/// The API's table of contents, as rows.
enum Endpoints {
    /// Every endpoint.
    static let all: [Endpoint] =
        operations + session + organization + branch + menuEditor + floorAndChecks + floors + lines + payments
        + kitchen
        + stations
        + drawers + bankTerminals
        + printing + reports
        + people + pages

    /// Where the API lives.
    static let prefix = "/api/v1"

    /// The same under one branch.
    static let branchPrefix = "/api/v1/branches/{branch}"
}
