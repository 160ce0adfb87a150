public import Base
public import Organizations
public import Payments
public import Realtime
public import Store
public import Web

/// Everything that the handlers work with, put together once by the command line.
public struct Application: Sendable {
    /// The database, through the server's own roles.
    public let database: any Database
    /// Clock, ids, chance.
    public let surroundings: Surroundings
    /// Runs commands with their keys.
    public let runner: CommandRunner
    /// Turns tokens into actors, signs people in, pairs devices.
    public let sessions: Sessions
    /// The card connector of tills.
    public let connector: any Connector
    /// The sockets' switchboard.
    public let hub: Hub
    /// The log.
    public let log: Log
    /// Spans.
    public let trace: Trace
    /// The server's own figures.
    public let metrics: ServerMetrics
    /// How the server's parts are, for `/health` and `/ready`.
    public let health: Health
    /// The built screens.
    public let screens: StaticFiles?
    /// What browsers may do with our pages.
    public let security: SecurityHeaders
    /// Which other origins may call.
    public let crossOrigin: CrossOrigin
    /// Where the screens find API and sockets when they live elsewhere; empty for the same origin.
    public let screenConfiguration: JSON
    /// Opens `/metrics` and health details to callers that are not on this machine.
    public let metricsToken: Secret?
    /// The routes' limits by address.
    public let writesPerMinute: Int
}
