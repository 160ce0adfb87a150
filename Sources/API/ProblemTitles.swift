extension ProblemText {
    /// Every code that the API answers, with its title in Turkish and English.
    static let titles: [String: (tr: String, en: String)] = [
        "malformed_json": ("İstek geçerli bir JSON değil", "The body is not valid JSON"),
        "validation_failed": ("İstekte hatalı alanlar var", "Some members of the request are wrong"),
        "unsupported_media_type": ("Gövde application/json olmalı", "The body must be application/json"),
        "body_too_large": ("Gövde izin verilenden büyük", "The body is larger than allowed"),
        "not_found": ("Bulunamadı", "Not found"),
        "method_not_allowed": ("Bu adreste bu yöntem yok", "That method is not allowed here"),
        "unauthenticated": ("Oturum açmanız gerekiyor", "Sign in first"),
        "token_expired": ("Oturumun süresi doldu", "The session has expired"),
        "forbidden": ("Bu işlem için yetkiniz yok", "You may not do this"),
        "approval_required": ("Bu işlem için yönetici onayı gerekiyor", "A manager has to approve this"),
        "approval_differs": (
            "Onaylanan işlem bu değil: yeniden onay gerekiyor",
            "Something else was approved: this needs its own"
        ),
        "approval_used": ("Bu onay kullanılmış veya süresi dolmuş", "That approval was used or has expired"),
        "wrong_credentials": ("E-posta veya şifre yanlış", "Wrong e-mail or password"),
        "wrong_pin": ("PIN yanlış", "Wrong PIN"),
        "pin_locked": ("Çok fazla yanlış deneme: PIN kilitlendi", "Too many wrong tries: the PIN is locked"),
        "sign_in_locked": (
            "Çok fazla yanlış deneme: hesap kilitlendi",
            "Too many wrong tries: the account is locked"
        ),
        "idempotency_key_required": (
            "Idempotency-Key başlığı gerekli",
            "The Idempotency-Key header is required"
        ),
        "idempotency_key_invalid": (
            "Idempotency-Key başlığı geçersiz",
            "The Idempotency-Key header is not valid"
        ),
        "idempotency_mismatch": (
            "Aynı anahtar başka bir istekle kullanılmış",
            "The key was used with another request"
        ),
        "idempotency_key_in_use": (
            "Aynı anahtarla bir istek sürüyor",
            "A request with this key is under way"
        ),
        "stale_version": ("Bu kayıt bu arada değişti", "This has changed in the meantime"),
        "illegal_transition": ("Bu durumda bu işlem yapılamaz", "That cannot be done in this state"),
        "too_many_requests": ("Çok fazla istek", "Too many requests"),
        "timeout": ("İstek zamanında tamamlanmadı", "The request was not completed in time"),
        "bad_request": ("İstek geçerli bir HTTP isteği değil", "The request is not valid HTTP"),
        "headers_too_large": ("Başlıklar izin verilenden büyük", "The headers are larger than allowed"),
        "too_many_connections": ("Çok fazla bağlantı", "Too many connections"),
        "shutting_down": ("Sunucu kapanıyor", "The server is shutting down"),
        "database_unavailable": ("Veritabanına ulaşılamıyor", "The database cannot be reached"),
        "outcome_unknown": (
            "Sonuç bilinmiyor: aynı anahtarla yeniden deneyin",
            "Outcome unknown: try again with the same key"
        ),
        "busy": ("Sunucu yoğun", "The server is busy"),
        "internal": ("Beklenmeyen bir hata oluştu", "Something went wrong here"),
        "nothing_due": ("Ödenecek tutar kalmadı", "Nothing is left to pay"),
        "exceeds_remaining": ("Tutar kalandan fazla", "The amount exceeds what is left"),
        "voucher_not_eligible": (
            "Yemek kartı bu kadarını karşılamaz",
            "The voucher does not cover that much"
        ),
        "card_declined": ("Kart reddedildi", "The card was declined"),
        "drawer_closed": ("Kasa açık değil", "The cash drawer is not open"),
        "group_required": ("Zorunlu seçenek eksik", "A required choice is missing"),
        "group_max": ("Bu gruptan çok fazla seçenek", "Too many choices of this group"),
        "sold_out": ("Ürün bitti", "Sold out"),
        "unroutable": ("Ürünün gideceği istasyon yok", "No kitchen station takes this product"),
        "table_occupied": ("Masa dolu", "The table is taken"),
        "open_checks": ("Açık adisyonlar var", "There are open checks"),
        "forbidden_by_jurisdiction": ("Mevzuat buna izin vermiyor", "The law does not allow this"),
        "bank_terminal_name_taken": (
            "Bu adda bir banka POS'u var", "Another bank terminal has this name"
        ),
        "bank_terminal_not_expected": (
            "Slip bilgisi yalnız banka POS'undan çekilen kart içindir",
            "Only a card on a bank's terminal has its slip"
        ),
        "bank_terminal_required": (
            "Kartın hangi banka POS'undan çekildiğini seçin", "Say on which bank terminal the card was taken"
        ),
        "tax_rate_begun": (
            "KDV oranı yalnız gelecek günler için değişir", "A tax rate is changed for days to come alone"
        ),
        "branch_name_taken": ("Bu adda bir şube var", "Another branch has this name"),
        "too_many_branches": ("Daha fazla şube açılamaz", "There is no room for more branches"),
        "card_connector_off": (
            "Bu şube kartı bankanın kendi POS'undan alıyor",
            "This branch takes cards on the bank's own terminal"
        ),
        "last4_malformed": ("Dört rakam yazın", "Four digits are expected"),
        "too_many_bank_terminals": (
            "Şubede yeterince banka POS'u var", "The branch has enough bank terminals"
        ),
        "unknown_bank_terminal": ("Bu banka POS'u kullanımda değil", "This bank terminal is not in use"),
        "card_number_refused": ("Kart numarası yazılamaz", "Card numbers must not be entered here"),
        "charge_unexpected_state": ("Tahsilat bu durumda değişmez", "The charge's state does not allow this"),
        "counter_postings_differ": (
            "Kayıtlar tutarı karşılamıyor", "The postings do not add up to the amount"
        ),
        "payment_attempt_unexpected_state": (
            "Ödeme denemesi bu durumda değişmez",
            "The attempt's state does not allow this"
        ),
        "payment_intent_unexpected_state": (
            "Ödeme bu durumda değişmez",
            "The payment's state does not allow this"
        ),
        "refund_unexpected_state": ("İade bu durumda değişmez", "The refund's state does not allow this"),
        "already_comped": ("Bu satır zaten ikram", "This line is on the house already"),
        "already_member": ("Bu kişi zaten ekipte", "This person belongs to the organization already"),
        "already_served": ("Servis edilmiş satır iptal edilemez", "It has been served already"),
        "amount_negative": ("Tutar eksi olamaz", "The amount must not be negative"),
        "amount_not_positive": ("Tutar sıfırdan büyük olmalı", "The amount must be above zero"),
        "amount_out_of_range": ("Tutar çok büyük", "The amounts are too large"),
        "amount_too_large": ("Tutar çok büyük", "The amount is too large"),
        "approval_expired": ("Onayın süresi doldu", "The approval has lapsed"),
        "archived": ("Bu kayıt arşivlenmiş", "This was archived"),
        "bad_email": ("E-posta adresi geçersiz", "That is no e-mail address"),
        "bad_slug": ("Kısa ad geçersiz", "The slug is not valid"),
        "barcode_taken": ("Bu barkod başka bir üründe", "Another product has this barcode"),
        "card_required": ("Kart bilgisi gerekli", "A card is needed"),
        "card_token_malformed": ("Kart anahtarı geçersiz", "The card's token is malformed"),
        "category_in_use": ("Kategoride ürün var", "Products stand under this category"),
        "count_required": ("Önce kasayı sayın", "Count the drawer first"),
        "course_already_fired": ("Bu servis zaten çıkarıldı", "This course was fired already"),
        "currency_mismatch": ("Para birimleri farklı", "The currencies differ"),
        "cursor_invalid": ("Sayfa imleci geçersiz", "This is no cursor of this list"),
        "day_closed": ("Gün kapatılmış", "The day is closed"),
        "denominations_differ": (
            "Kupürlerin toplamı sayılan tutarla uyuşmuyor",
            "The notes and coins add up to something else"
        ),
        "device_needed": (
            "Bunu yalnız eşleştirilmiş bir cihaz yapabilir",
            "Only a paired device may do this"
        ),
        "device_revoked": ("Bu cihaz kaldırılmış", "This device was revoked"),
        "device_takes_no_cash": (
            "Bu cihazda ödeme alınmaz, kasası olmaz",
            "Nobody pays at this device: it has no drawer"
        ),
        "drawer_ambiguous": (
            "Birden çok kasa açık: bu cihaza birini verin",
            "Several drawers are open: assign one to this device"
        ),
        "drawer_holds_unknown": (
            "Kasada sonucu belirsiz bir kart ödemesi var",
            "A card payment of this drawer has no outcome yet"
        ),
        "drawer_movement_differs": (
            "Bu hareket başka bilgilerle kayıtlı",
            "This movement was recorded differently"
        ),
        "drawer_in_use": (
            "Kasa açık: önce sayıp kapatın", "The drawer is open: count and close it first"
        ),
        "drawer_name_taken": ("Bu adda bir kasa var", "Another drawer has this name"),
        "drawer_session_differs": (
            "Bu oturum başka bilgilerle kayıtlı",
            "This session was opened differently"
        ),
        "drawer_session_open": ("Kasa zaten açık", "The drawer is open already"),
        "drawers_open": ("Kapatılmamış kasa var", "Some drawers are still open"),
        "email_taken": ("Bu e-posta kullanılıyor", "This e-mail address is in use"),
        "empty_check": ("Adisyon boş", "The check is empty"),
        "fiscal_document_empty": ("Mali belge boş olamaz", "A fiscal document needs amounts"),
        "fiscal_document_exists": ("Mali belge zaten var", "The fiscal document exists already"),
        "fiscal_document_not_reversible": (
            "Bu mali belge geri alınamaz",
            "This fiscal document cannot be reversed"
        ),
        "fiscal_document_reversed": (
            "Mali belge zaten geri alınmış",
            "The fiscal document was reversed already"
        ),
        "group_in_use": ("Seçenek grubu ürünlerde kullanılıyor", "Products use this group"),
        "has_payments": ("Adisyonda ödeme var", "The check holds payments"),
        "hello_expected": ("İlk mesaj hello olmalı", "The first message must be a hello"),
        "id_taken": ("Bu kimlik kullanılmış", "This id is taken"),
        "insufficient_balance": ("Bakiye yetersiz", "The balance does not suffice"),
        "journal_reversed": ("Kayıt zaten ters çevrilmiş", "The journal was reversed already"),
        "journal_too_short": ("Yevmiye kaydında en az iki satır olmalı", "A journal needs two postings"),
        "journal_unbalanced": ("Yevmiye kaydı denk değil", "The journal does not balance"),
        "last_owner": ("En az bir yetkili kalmalı", "Somebody must be left who can edit staff"),
        "lines_left": ("Adisyonda satır var", "Lines are left on the check"),
        "floor_name_taken": ("Bu adda bir kat var", "Another floor has this name"),
        "place_taken": ("Burada başka bir masa var", "Another table stands there"),
        "table_off_plan": ("Masa planın dışına taşıyor", "The table would stand outside of the plan"),
        "order_differs": ("Liste bu arada değişti", "The list has changed in the meantime"),
        "station_busy": (
            "İstasyonda bitmemiş fiş var", "The station has tickets that are not finished"
        ),
        "station_routed": (
            "Ürünlerini hangi istasyonun hazırlayacağını seçin", "Choose which station prepares its products"
        ),
        "business_day_would_change": (
            "Süren iş günü değişirdi: iki başlangıç saatinin dışında deneyin",
            "The business day that runs now would change: try outside of the hours between the two beginnings"
        ),
        "name_taken": ("Bu ad kullanılıyor", "This name is taken"),
        "no_membership": ("Bu kişi hiçbir işletmeye bağlı değil", "No organization lets this person in"),
        "no_tax_rate": ("Ürünün KDV oranı yok", "The product has no tax rate"),
        "not_a_card": ("Bu ödeme kartla yapılmamış", "This tender is no card"),
        "not_available_here": ("Ürün bu şubede satılmıyor", "The product is not sold here"),
        "not_so_many": ("O kadar yok", "There are not so many"),
        "nothing_to_confirm": ("Onaylanacak iptal yok", "Nothing waits for confirmation"),
        "nothing_to_send": ("Gönderilecek yeni satır yok", "There is nothing new to send"),
        "option_not_in_group": ("Seçenek bu ürüne ait değil", "The option does not belong to the product"),
        "origin_refused": ("Bu kaynaktan bağlanılamaz", "That origin may not connect"),
        "other_station": ("Bu iş başka bir istasyonun", "That is another station's work"),
        "payment_differs": ("Ödeme başka bilgilerle kayıtlı", "The payment was recorded differently"),
        "payment_not_settled": ("Ödeme tamamlanmamış", "The payment is not settled"),
        "payment_not_unknown": ("Ödemenin sonucu belirsiz değil", "The payment's outcome is known"),
        "payment_unresolved": ("Önceki ödemenin sonucu bekleniyor", "A payment before it has no outcome yet"),
        "plu_taken": ("Bu PLU başka bir üründe", "Another product has this PLU"),
        "no_receipt_printer": ("Şubenin fiş yazıcısı yok", "The branch has no receipt printer"),
        "printer_address_invalid": ("Yazıcının adresi geçersiz", "The printer's address is not valid"),
        "printer_name_taken": ("Bu adla bir yazıcı var", "There is a printer of this name"),
        "print_job_unexpected_state": ("Yazdırma işi bu durumda değil", "The print job is in another state"),
        "print_revision_invalid": ("Yazdırma sürümü geçersiz", "The print revision is not valid"),
        "provider_required": ("Yemek kartı markası gerekli", "Name the voucher's issuer"),
        "reason_required": ("Neden yazılmalı", "A reason is needed"),
        "recall_too_late": ("Geri almak için çok geç", "It is too late to recall this"),
        "recount_used": ("Yeniden sayım hakkı kullanılmış", "The drawer was recounted already"),
        "refund_differs": ("İade başka bilgilerle kayıtlı", "The refund was recorded differently"),
        "refund_exceeds_payment": (
            "İade ödenenden fazla olamaz",
            "The refund exceeds what is left of the payment"
        ),
        "refund_failed": ("İade yapılamadı", "The refund failed"),
        "round_already_placed": ("Bu gönderim zaten mutfakta", "This round is in the kitchen already"),
        "same_check": ("Adisyon kendisiyle birleştirilemez", "A check cannot be merged with itself"),
        "share_paid": ("Payın ödemesi yapılmış", "The share is paid"),
        "shared_person": (
            "Şifreyi yalnız kişinin kendisi değiştirebilir",
            "Only the person can change this password"
        ),
        "slug_taken": ("Bu kısa ad kullanılıyor", "Another organization has this slug"),
        "table_not_expected": ("Bu adisyon türünde masa olmaz", "This kind of check has no table"),
        "table_required": ("Masa seçilmeli", "A table is needed"),
        "tendered_not_expected": ("Alınan tutar yalnız nakitte yazılır", "Only cash is handed over"),
        "tendered_too_little": ("Alınan nakit yetersiz", "The cash handed over is too little"),
        "tenders_required": ("Ödeme yöntemi gerekli", "A tender is needed"),
        "terminal_unreachable": ("Kart terminaline ulaşılamıyor", "The card terminal cannot be reached"),
        "tip_not_possible": ("Bu ödemede bahşiş alınamaz", "This tender takes no tip"),
        "token_invalid": ("Oturum anahtarı geçersiz", "The token is not valid"),
        "unknown_check": ("Adisyon bulunamadı", "There is no such check"),
        "unknown_connector": ("Ödeme bağlayıcısı bulunamadı", "There is no such connector"),
        "unknown_course": ("Servis bulunamadı", "There is no such course"),
        "unknown_discount": ("İndirim bulunamadı", "There is no such discount"),
        "unknown_fiscal_driver": ("Mali sürücü bulunamadı", "There is no such fiscal driver"),
        "unknown_floor": ("Kat bulunamadı", "There is no such floor"),
        "unknown_line": ("Satır bulunamadı", "There is no such line"),
        "unknown_reference": ("Bilinmeyen kayıt", "Unknown reference"),
        "unknown_portion": ("Porsiyon bulunamadı", "There is no such portion"),
        "unknown_product": ("Ürün bulunamadı", "There is no such product"),
        "unknown_role": ("Rol bulunamadı", "There is no such role"),
        "unknown_scope": ("Yetki alanı bulunamadı", "There is no such scope"),
        "unknown_share": ("Pay bulunamadı", "There is no such share"),
        "unknown_table": ("Masa bulunamadı", "There is no such table"),
        "unknown_tender": ("Ödeme bulunamadı", "There is no such tender"),
        "unknown_time_zone": ("Saat dilimi bilinmiyor", "The time zone is not known"),
        "weak_password": ("Şifre çok zayıf", "The password is too weak"),
        "weak_pin": ("PIN çok kolay", "The PIN is too easy to guess"),
        "whole_units": ("Yalnız tam adet olur", "Only whole pieces can be given"),
        "wrong_code": ("Kod yanlış veya süresi dolmuş", "The code is wrong, used up or lapsed"),
        "unsent_lines": ("Gönderilmemiş satırlar var", "Some lines were not sent yet"),
        "too_many_lines": ("Adisyonda çok fazla satır var", "The check has too many lines"),
        "discount_too_large": ("İndirim çok büyük", "The discount is too large"),
        "below_paid": ("Toplam ödenenin altına inemez", "The total would fall below what is paid"),
        "unknown_voucher": ("Yemek kartı tanınmıyor", "That voucher is not known"),
        "approval_limit": ("Onay bu tutara yetmiyor", "The approval does not reach that far"),
        "not_approvable": ("Bu işlem onayla yapılamaz", "This action cannot be approved"),
        "drawer_session_unexpected_state": (
            "Kasa oturumu bu durumda değil", "The drawer session is in another state"
        ),
        "exceeds_refundable": ("İade edilebilecek tutardan fazla", "The amount exceeds what can be refunded"),
        "fiscal_document_unexpected_state": (
            "Mali belge bu durumda değil", "The fiscal document is in another state"
        ),
        "quantity_too_large": ("O kadar adet yok", "The quantity is larger than what is left"),
        "unknown_payments": ("Sonucu belirsiz ödemeler var", "Some payments have no outcome yet"),
    ]
}
