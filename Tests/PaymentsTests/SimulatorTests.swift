import Base
import Connectors
import Payments
import TestSupport
import Testing

@Suite(.database) struct SimulatorTests {
    private func contract(local: Bool) async throws -> (ConnectorContract, Simulator) {
        let till = try await Till.make(local: local)
        let contract = ConnectorContract(
            connector: till.simulator, organization: till.venue.organization,
            surroundings: till.db.surroundings,
            paying: "sim_ok", declined: "sim_declined")
        return (contract, till.simulator)
    }

    @Test(arguments: [true, false])
    func `it keeps the contract of connectors`(local: Bool) async throws {
        let (contract, _) = try await contract(local: local)
        try await contract.echoesTheAmount()
        try await contract.declinesWithACode()
        try await contract.isIdempotent()
        try await contract.inquiryAgrees()
        try await contract.knowsNothingOfOthers()
        try await contract.refundsWithinTheCharge()
        try contract.decidesWithoutEffects()
    }

    @Test func `a slow card is never decided locally`() async throws {
        let (contract, simulator) = try await contract(local: true)
        #expect(simulator.decide(try contract.request("sim_slow_ok")) == nil)
        #expect(simulator.decide(try contract.request("sim_ok")) != nil)
    }

    @Test func `misfortunes come one per call, in order`() async throws {
        let (contract, simulator) = try await contract(local: false)
        simulator.faults.next(.dropRequest, .loseAnswer)
        let request = try contract.request("sim_ok")
        #expect(await simulator.authorize(request) == .notSent)
        #expect(await simulator.authorize(request) == .unknown)
        guard case .known(.succeeded) = await simulator.inquire(request) else {
            Issue.record("the request arrived, so the provider knows it")
            return
        }
    }
}
