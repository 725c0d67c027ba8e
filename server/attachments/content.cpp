#include "server/attachments/content.hpp"
#include "models/store/seal.hpp"
#include <algorithm>
#include <optional>

namespace server::attachments {

using namespace models;

namespace {

constexpr std::string_view kJpegStart = "\xFF\xD8\xFF", kPngStart = "\x89PNG\r\n\x1A\n", kPdfStart = "%PDF-";

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

unsigned number_at(std::string_view bytes, std::size_t at, std::size_t size, bool little = false)
{
    unsigned number = 0;
    for (std::size_t i = 0; i < size; ++i)
        number = number << 8U | byte_at(bytes, at + (little ? size - 1 - i : i));
    return number;
}

std::optional<AttachmentKind> kind_of(std::string_view bytes)
{
    if (bytes.starts_with(kJpegStart)) return AttachmentKind::jpeg;
    if (bytes.starts_with(kPngStart)) return AttachmentKind::png;
    if (bytes.starts_with(kPdfStart)) return AttachmentKind::pdf;
    return {};
}

// Exif 2.3: a TIFF header, then entries of twelve bytes; tag 0x0112 is which way up. 1: as it lies.
unsigned orientation_in(std::string_view segment)
{
    constexpr std::string_view kExif{"Exif\0\0", 6};
    constexpr std::size_t kEntry = 12, kMostEntries = 200;
    constexpr unsigned kTag = 0x0112, kShort = 3;
    if (!segment.starts_with(kExif)) return 1;
    const auto tiff = segment.substr(kExif.size());
    if (tiff.size() < 8 || (!tiff.starts_with("II") && !tiff.starts_with("MM"))) return 1;
    const bool little = tiff.starts_with("II");
    const std::size_t first = number_at(tiff, 4, 4, little);
    if (first > tiff.size() || tiff.size() - first < 2) return 1;
    const std::size_t count = std::min<std::size_t>(number_at(tiff, first, 2, little), kMostEntries);
    for (std::size_t i = 0; i < count; ++i) {
        const auto at = first + 2 + i * kEntry;
        if (at + kEntry > tiff.size()) return 1;
        if (number_at(tiff, at, 2, little) != kTag || number_at(tiff, at + 2, 2, little) != kShort) continue;
        const auto value = number_at(tiff, at + 8, 2, little);
        return value >= 1 && value <= 8 ? value : 1;
    }
    return 1;
}

std::string exif_with(unsigned orientation)
{
    std::string segment("\xFF\xE1\x00\x22"
                        "Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0",
                        36);
    constexpr std::size_t kValue = 29;
    segment[kValue] = static_cast<char>(orientation);
    return segment;
}

constexpr unsigned kEndOfImage = 0xD9, kStartOfScan = 0xDA, kApp0 = 0xE0, kApp1 = 0xE1, kAdobe = 0xEE,
                   kApp15 = 0xEF, kComment = 0xFE;

bool is_restart(unsigned marker) { return marker >= 0xD0 && marker <= 0xD7; }

// Application data and comments say nothing of how the picture is drawn, but for Adobe's kind of colors.
bool is_drawn_by(unsigned marker)
{
    return marker == kAdobe || (marker != kComment && (marker < kApp0 || marker > kApp15));
}

// Where the data of a scan end: at the next marker that is none of theirs.
std::size_t end_of_scan(std::string_view bytes, std::size_t at)
{
    for (; at + 1 < bytes.size(); ++at) {
        if (byte_at(bytes, at) != 0xFF) continue;
        const auto next = byte_at(bytes, at + 1);
        if (next != 0 && next != 0xFF && !is_restart(next)) return at;
    }
    return bytes.size();
}

std::optional<std::string> bare_jpeg(std::string_view bytes)
{
    std::string bare(bytes.substr(0, 2));
    unsigned orientation = 1;
    bool scanned = false;
    for (std::size_t at = 2; at + 2 <= bytes.size();) {
        if (byte_at(bytes, at) != 0xFF) return {};
        const auto marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) { // a filling byte
            ++at;
            continue;
        }
        if (marker == kEndOfImage) {
            if (!scanned) return {};
            if (orientation != 1) bare.insert(2, exif_with(orientation));
            return bare + "\xFF\xD9";
        }
        if (marker < 0xC0 || is_restart(marker) || marker == 0xD8 || at + 4 > bytes.size()) return {};
        const std::size_t size = number_at(bytes, at + 2, 2);
        if (size < 2 || at + 2 + size > bytes.size()) return {};
        auto end = at + 2 + size;
        if (marker == kApp1)
            orientation = std::max(orientation, orientation_in(bytes.substr(at + 4, size - 2)));
        if (marker == kStartOfScan) end = end_of_scan(bytes, end);
        scanned = scanned || marker == kStartOfScan;
        if (is_drawn_by(marker)) bare += bytes.substr(at, end - at);
        at = end;
    }
    return {};
}

std::optional<std::string> bare_png(std::string_view bytes)
{
    constexpr std::string_view kDrawn[] = {"IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM",
                                           "sRGB", "sBIT", "bKGD", "pHYs", "IEND"};
    constexpr std::size_t kAround = 12; // length, name, checksum
    std::string bare(bytes.substr(0, kPngStart.size()));
    for (std::size_t at = kPngStart.size(); at + kAround <= bytes.size();) {
        const std::size_t size = number_at(bytes, at, 4);
        if (size > bytes.size() - at - kAround) return {};
        const auto name = bytes.substr(at + 4, 4);
        if (at == kPngStart.size() && name != "IHDR") return {};
        if (std::ranges::find(kDrawn, name) != std::end(kDrawn)) bare += bytes.substr(at, size + kAround);
        if (name == "IEND") return bare;
        at += size + kAround;
    }
    return {};
}

std::optional<std::string> whole_pdf(std::string_view bytes)
{
    constexpr std::size_t kTail = 2048;
    const auto tail = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
    if (!tail.contains("%%EOF")) return {};
    return std::string(bytes);
}

} // namespace

Result<Content> checked(std::string_view bytes)
{
    if (bytes.size() > kMostBytes) return refuse(Reason::invalid, "error.attachment.size");
    const auto kind = kind_of(bytes);
    if (!kind) return refuse(Reason::invalid, "error.attachment.kind");
    auto kept = *kind == AttachmentKind::jpeg  ? bare_jpeg(bytes)
                : *kind == AttachmentKind::png ? bare_png(bytes)
                                               : whole_pdf(bytes);
    if (!kept) return refuse(Reason::invalid, "error.attachment.broken");
    auto sha256 = store::sha256(*kept);
    return Content{*kind, *std::move(kept), std::move(sha256)};
}

} // namespace server::attachments
