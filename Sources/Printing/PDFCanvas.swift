import CPango

/// A PDF page under the pen: texts set by Pango, drawn by cairo. One document, one thread, no fonts of its
/// own: fontconfig finds DejaVu Sans or what stands in for it.
///
/// Safe: both pointers are made in `init`, freed once in `deinit` and never leave this object.
@safe
final class PDFCanvas {
    /// Where the next block begins, in points from the top.
    private(set) var bottom: Double = 12
    private let width: Double
    private let margin: Double
    private let surface: OpaquePointer
    private let cairo: OpaquePointer
    private let bytes: ByteSink?

    /// What cairo writes into.
    private final class ByteSink {
        var bytes: [UInt8] = []
    }

    private static let pointsPerMillimetre = 72.0 / 25.4

    /// - Parameters:
    ///   - height: of the contents in points.
    ///   - keeps: false only measures: nothing is written.
    init(paper: PrinterSettings.Paper, height: Double, keeps: Bool) throws(PrintFault) {
        let page = Double(paper.width) * PDFCanvas.pointsPerMillimetre
        width = Double(paper.printable) * PDFCanvas.pointsPerMillimetre
        margin = (page - width) / 2
        let sink = keeps ? ByteSink() : nil
        bytes = sink
        let length = max(height + 12, 72)
        guard let surface = unsafe PDFCanvas.makeSurface(sink, page, length) else { throw .drawing(-1) }
        guard let cairo = unsafe cairo_create(surface) else { throw .drawing(-1) }
        unsafe self.surface = surface
        unsafe self.cairo = cairo
        let status = unsafe cairo_status(cairo)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(status.rawValue)) }
    }

    deinit {
        unsafe cairo_destroy(cairo)
        unsafe cairo_surface_destroy(surface)
    }

    private static func makeSurface(_ sink: ByteSink?, _ width: Double, _ height: Double) -> OpaquePointer? {
        guard let sink else { return unsafe cairo_pdf_surface_create_for_stream(nil, nil, width, height) }
        let write: cairo_write_func_t = { closure, data, count in
            guard let closure = unsafe closure, let data = unsafe data else {
                return CAIRO_STATUS_WRITE_ERROR
            }
            let sink = unsafe Unmanaged<ByteSink>.fromOpaque(closure).takeUnretainedValue()
            unsafe sink.bytes += UnsafeBufferPointer(start: data, count: Int(count))
            return CAIRO_STATUS_SUCCESS
        }
        // The sink outlives the surface: both belong to this canvas, and `deinit` ends the surface.
        let surface = unsafe cairo_pdf_surface_create_for_stream(
            write, Unmanaged.passUnretained(sink).toOpaque(), width, height)
        // The same document gives the same bytes: no moment of writing in the file.
        unsafe cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "2000-01-01T00:00:00Z")
        return unsafe surface
    }

    /// Ends the page and gives the file.
    func finish() throws(PrintFault) -> [UInt8] {
        unsafe cairo_show_page(cairo)
        unsafe cairo_surface_finish(surface)
        let status = unsafe cairo_surface_status(surface)
        guard status == CAIRO_STATUS_SUCCESS else { throw .drawing(Int(status.rawValue)) }
        return bytes?.bytes ?? []
    }

    /// Leaves room.
    func skip(_ points: Double) { bottom += points }

    /// A line across.
    func rule() {
        skip(3)
        unsafe cairo_set_line_width(cairo, 0.6)
        unsafe cairo_move_to(cairo, margin, bottom)
        unsafe cairo_line_to(cairo, margin + width, bottom)
        unsafe cairo_stroke(cairo)
        skip(4)
    }

    /// A text over the whole width.
    func text(_ text: String, _ style: ReceiptStyle, centered: Bool) {
        bottom += set(text, style, x: margin, width: width, centered ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT)
    }

    /// A name at the left, a value at the right; a long name wraps beside the value.
    func pair(
        _ left: String, _ right: String, _ style: ReceiptStyle, indent: Double = 0, struck: Bool = false
    ) {
        let value = right.isEmpty ? 0 : natural(right, style) + 8
        let room = max(width - value - indent, width / 3)
        let high = set(left, style, x: margin + indent, width: room, PANGO_ALIGN_LEFT, struck: struck)
        let other = right.isEmpty ? 0 : set(right, style, x: margin, width: width, PANGO_ALIGN_RIGHT)
        bottom += max(high, other)
    }

    /// Rows of equal columns.
    func table(_ rows: [[String]]) {
        for (index, row) in rows.enumerated() {
            let column = width / Double(max(row.count, 1))
            var high = 0.0
            for (place, cell) in row.enumerated() {
                let align = place == 0 ? PANGO_ALIGN_LEFT : PANGO_ALIGN_RIGHT
                high = max(
                    high,
                    set(cell, .plain, x: margin + column * Double(place), width: column, align, size: 7.5))
            }
            bottom += high
            if index == 0 { rule() }
        }
    }

    /// Sets a text at the current height and says how high it is.
    private func set(
        _ text: String, _ style: ReceiptStyle, x: Double, width: Double, _ alignment: PangoAlignment,
        struck: Bool = false, size: Double? = nil
    ) -> Double {
        unsafe withLayout(text, style, size: size) { layout in
            unsafe pango_layout_set_width(layout, Int32(width * Double(PANGO_SCALE)))
            unsafe pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR)
            unsafe pango_layout_set_alignment(layout, alignment)
            if struck { unsafe strike(layout) }
            unsafe cairo_move_to(cairo, x, bottom)
            unsafe pango_cairo_show_layout(cairo, layout)
            var wide: Int32 = 0
            var high: Int32 = 0
            unsafe pango_layout_get_size(layout, &wide, &high)
            return Double(high) / Double(PANGO_SCALE)
        }
    }

    /// How wide a text is on one line.
    private func natural(_ text: String, _ style: ReceiptStyle) -> Double {
        unsafe withLayout(text, style, size: nil) { layout in
            var wide: Int32 = 0
            var high: Int32 = 0
            unsafe pango_layout_get_size(layout, &wide, &high)
            return Double(wide) / Double(PANGO_SCALE)
        }
    }

    private func strike(_ layout: OpaquePointer) {
        let attributes = unsafe pango_attr_list_new()
        unsafe pango_attr_list_insert(attributes, pango_attr_strikethrough_new(1))
        unsafe pango_layout_set_attributes(layout, attributes)
        unsafe pango_attr_list_unref(attributes)
    }

    private func withLayout(
        _ text: String, _ style: ReceiptStyle, size: Double?, _ body: (OpaquePointer) -> Double
    ) -> Double {
        guard let layout = unsafe pango_cairo_create_layout(cairo),
            let font = unsafe pango_font_description_from_string("DejaVu Sans")
        else { return 0 }
        defer {
            unsafe pango_font_description_free(font)
            unsafe g_object_unref(UnsafeMutableRawPointer(layout))
        }
        unsafe pango_font_description_set_weight(
            font, style == .plain ? PANGO_WEIGHT_NORMAL : PANGO_WEIGHT_BOLD)
        let points = size ?? PDFCanvas.points(style)
        unsafe pango_font_description_set_absolute_size(font, points * Double(PANGO_SCALE))
        unsafe pango_layout_set_font_description(layout, font)
        unsafe pango_layout_set_text(layout, text, Int32(text.utf8.count))
        return unsafe body(layout)
    }

    private static func points(_ style: ReceiptStyle) -> Double {
        switch style {
        case .plain, .bold: 8.5
        case .tall: 12
        case .large: 17
        }
    }
}
