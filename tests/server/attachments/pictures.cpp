#include "tests/server/attachments/pictures.hpp"

namespace given {

namespace {

std::string two(std::size_t number)
{
    return {static_cast<char>(number >> 8U), static_cast<char>(number & 0xFFU)};
}

std::string segment(unsigned marker, const std::string& content)
{
    return std::string("\xFF") + static_cast<char>(marker) + two(content.size() + 2) + content;
}

// Little-endian, with two entries before the one that is looked for.
std::string exif(unsigned orientation)
{
    const auto entry = [](unsigned tag, unsigned value) {
        return std::string{static_cast<char>(tag & 0xFFU),
                           static_cast<char>(tag >> 8U),
                           3,
                           0,
                           1,
                           0,
                           0,
                           0,
                           static_cast<char>(value),
                           0,
                           0,
                           0};
    };
    return std::string("Exif\0\0II\x2A\0\x08\0\0\0\x03\0", 16) + entry(0x0100, 9) + entry(0x0101, 9) +
           entry(0x0112, orientation) + std::string(4, '\0') + kPlace;
}

const std::string kTables = segment(0xDB, std::string(65, '\x10')) + segment(0xC0, std::string(15, '\x01'));
// Data hold stuffed bytes and restart marks; a second scan follows with tables of its own.
const std::string kScans = segment(0xDA, "scan") +
                           std::string("ab\xFF\0cd\xFF\xD0"
                                       "ef",
                                       10) +
                           segment(0xC4, "table") + segment(0xDA, "scan") + "gh";

std::string four(std::size_t number) { return two(number >> 16U) + two(number & 0xFFFFU); }

std::string chunk(const std::string& name, const std::string& content)
{
    return four(content.size()) + name + content + "crc!";
}

constexpr const char* kPngStart = "\x89PNG\r\n\x1A\n";

} // namespace

std::string photo(unsigned orientation)
{
    return "\xFF\xD8" + segment(0xE0, std::string("JFIF\0", 5) + "preview") +
           segment(0xE1, exif(orientation)) +
           segment(0xE1, std::string("http://ns.adobe.com/xap/1.0/") + kPlace) + kTables +
           segment(0xFE, kPlace) + segment(0xE2, "MPF") + kScans + "\xFF\xD9" + "hidden " + kPlace;
}

std::string plain_photo() { return "\xFF\xD8" + kTables + kScans + "\xFF\xD9"; }

std::string drawing()
{
    return kPngStart + chunk("IHDR", "13 bytes here") + chunk("tEXt", kPlace) + chunk("tIME", "now") +
           chunk("eXIf", kPlace) + chunk("IDAT", "pixels") + chunk("IEND", "") + kPlace;
}

std::string plain_drawing()
{
    return kPngStart + chunk("IHDR", "13 bytes here") + chunk("IDAT", "pixels") + chunk("IEND", "");
}

std::string document() { return "%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"; }

} // namespace given
