import Base
import Testing

@testable import Drawers
@testable import Fiscal
@testable import Payments

/// Every state times every event; what the tables do not list is refused.
@Suite struct PaymentStateTests {
    @Test func `a payment intent moves only as listed`() {
        let allowed: [String: PaymentIntentState] = [
            "requires_payment_method attachMethod": .requiresConfirmation,
            "requires_confirmation attachMethod": .requiresConfirmation,
            "requires_confirmation confirm": .processing,
            "processing needAction": .requiresAction,
            "requires_action completeAction": .processing,
            "processing loseAnswer": .processing,
            "processing decline": .requiresPaymentMethod,
            "requires_action decline": .requiresPaymentMethod,
            "processing failToSend": .requiresConfirmation,
            "processing authorize": .requiresCapture,
            "processing succeed": .succeeded,
            "requires_capture capture": .succeeded,
            "requires_payment_method cancel": .canceled,
            "requires_confirmation cancel": .canceled,
            "requires_action cancel": .canceled,
            "requires_capture cancel": .canceled,
        ]
        for state in PaymentIntentState.allCases {
            for event in PaymentIntentEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `an attempt moves only as listed, and an unknown one never fails by itself`() {
        let allowed: [String: AttemptState] = [
            "created send": .sent, "created recoverUnsent": .notSent,
            "sent succeed": .succeeded, "sent decline": .declined, "sent needAction": .needsAction,
            "sent failToSend": .notSent, "sent loseAnswer": .unknown,
            "needs_action succeed": .succeeded, "needs_action decline": .declined,
            "needs_action loseAnswer": .unknown,
            "unknown succeed": .succeeded, "unknown decline": .declined, "unknown abandon": .abandoned,
        ]
        for state in AttemptState.allCases {
            for event in AttemptEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `a charge moves only as listed`() {
        let allowed: [String: ChargeState] = [
            "pending capture": .succeeded, "pending fail": .failed, "succeeded refund": .succeeded,
            "succeeded returnRefund": .succeeded,
        ]
        for state in ChargeState.allCases {
            for event in ChargeEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `a refund moves only as listed`() {
        let allowed: [String: RefundState] = [
            "requires_action provideAccount": .pending, "pending succeed": .succeeded,
            "pending fail": .failed,
            "pending cancel": .canceled, "succeeded fail": .failed,
        ]
        for state in RefundState.allCases {
            for event in RefundEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `a drawer session moves only as listed`() {
        let allowed: [String: DrawerSessionState] = [
            "open count": .counting, "counting recount": .open, "counting close": .closed,
        ]
        for state in DrawerSessionState.allCases {
            for event in DrawerSessionEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `a fiscal document moves only as listed, and an issued one never`() {
        let allowed: [String: FiscalState] = [
            "pending issue": .issued, "pending fail": .failed, "failed retry": .pending,
        ]
        for state in FiscalState.allCases {
            for event in FiscalEvent.allCases {
                #expect(
                    (try? state.after(event)) == allowed["\(state.rawValue) \(event.rawValue)"],
                    "\(state) \(event)")
            }
        }
    }

    @Test func `an illegal event answers 409 with the state`() {
        #expect(throws: IllegalTransition(.paymentIntent, from: "succeeded", event: "confirm")) {
            try PaymentIntentState.succeeded.after(.confirm)
        }
        let problem = IllegalTransition(.paymentIntent, from: "succeeded", event: "confirm").problem
        #expect(problem.status == 409)
        #expect(problem.code == "payment_intent_unexpected_state")
        #expect(problem.state == "succeeded")
    }
}
