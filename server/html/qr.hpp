#pragma once
#include <string>
#include <string_view>

namespace html {

// A QR code as the path of an SVG of `size` by `size` units, quiet zone included.
struct QrDrawing {
    int size{};
    std::string path;
};
QrDrawing qr_of(std::string_view text); // std::runtime_error: too long (2,300 bytes fit)

} // namespace html
