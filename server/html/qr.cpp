#include "server/html/qr.hpp"
#include <memory>
#include <qrencode.h>
#include <stdexcept>

namespace html {

namespace {

constexpr int kQuiet = 4; // the standard's margin

// The dark modules of a row that stand side by side, as one bar each.
void draw_row(std::string& path, const QRcode& code, int y)
{
    const auto dark = [&](int x) { return (code.data[y * code.width + x] & 1U) != 0; };
    for (int x = 0; x < code.width; ++x) {
        if (!dark(x)) continue;
        const int from = x;
        while (x + 1 < code.width && dark(x + 1)) ++x;
        const auto length = std::to_string(x - from + 1);
        path += "M" + std::to_string(from + kQuiet) + " " + std::to_string(y + kQuiet) + "h" + length +
                "v1h-" + length + "z";
    }
}

} // namespace

QrDrawing qr_of(std::string_view text)
{
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()),
                          0, QR_ECLEVEL_M),
        &QRcode_free);
    if (!code) throw std::runtime_error("this text has no room in a QR code");
    QrDrawing drawing{code->width + 2 * kQuiet, ""};
    for (int y = 0; y < code->width; ++y) draw_row(drawing.path, *code, y);
    return drawing;
}

} // namespace html
