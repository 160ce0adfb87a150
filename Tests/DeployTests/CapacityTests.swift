import Deploy
import Testing

/// Growth and the autoscaling simulator: each kind of bad policy must fail, a good one must not.
@Suite struct CapacityTests {
    static let good = AutoscalingPolicy(
        least: 2, most: 30, perCopy: 200, target: 60, upWindow: 0, downWindow: 300, start: 60)

    @Test func `a good policy holds over every trace of its load`() {
        for trace in Trace.all(base: 150, peak: 1_500) where trace.name != "spike" {
            let result = Autoscaler.run(Self.good, over: trace)
            #expect(result.faults == [], "\(trace.name): \(result)")
            #expect(result.copiesMost <= Self.good.most)
        }
    }

    @Test func `the same trace gives the same result`() {
        let trace = Trace.diurnal(100, to: 900)
        #expect(Autoscaler.run(Self.good, over: trace) == Autoscaler.run(Self.good, over: trace))
    }

    @Test func `a policy that is late lets requests wait`() {
        var late = Self.good
        late.least = 1
        late.target = 90
        late.upWindow = 300
        late.start = 300
        #expect(Autoscaler.run(late, over: .spike(150)).faults.contains(.starvation))
        #expect(!Autoscaler.run(late, over: .flat(100)).faults.contains(.starvation))
    }

    @Test func `a policy without a way down at leisure flaps`() {
        var restless = Self.good
        restless.downWindow = 0
        let result = Autoscaler.run(restless, over: .flapping(400))
        #expect(result.faults.contains(.flapping), "\(result.turns) turns")
        #expect(!Autoscaler.run(Self.good, over: .flapping(400)).faults.contains(.flapping))
    }

    @Test func `a ceiling below the need is a fault`() {
        var low = Self.good
        low.most = 4
        let result = Autoscaler.run(low, over: .ramp(150, to: 1_500))
        #expect(result.faults.contains(.ceiling))
        #expect(result.copiesMost == 4)
    }

    @Test func `copies that come before the peak keep requests from waiting`() {
        let trace = Trace.spike(300)
        var warmed = Self.good
        warmed.warm = [Warming(from: Trace.spikeAt - 900, until: Trace.spikeAt + 900, copies: 25)]
        let cold = Autoscaler.run(Self.good, over: trace)
        let warm = Autoscaler.run(warmed, over: trace)
        #expect(warm.overloadSeconds == 0)
        #expect(warm.waitMost < cold.waitMost)
        #expect(cold.overloadSeconds > 0)
    }

    @Test func `fewer copies are paid where the load is smaller`() {
        let quiet = Autoscaler.run(Self.good, over: .flat(100)).copySeconds
        let busy = Autoscaler.run(Self.good, over: .flat(1_000)).copySeconds
        #expect(quiet == 2 * 3_600)
        #expect(busy > 4 * quiet)
    }

    @Test func `the traces are what their names say`() {
        #expect(Trace.spike(7).load.max() == 70)
        #expect(Trace.ramp(10, to: 100).load.first == 10)
        #expect(Trace.ramp(10, to: 100).load.last == 100)
        #expect(Trace.diurnal(100, to: 1_000).load.max() == 1_000)
        #expect(Set(Trace.flapping(5).load) == [5, 10])
    }
}
