#pragma once
#include <string>

// Files as phones and programs make them, small.
namespace given {

inline constexpr const char* kPlace = "N26 33 12.4 E107 26 41.9"; // in the metadata of both pictures
std::string
photo(unsigned orientation = 6); // JPEG with Exif (place, which way up), XMP, a comment, a preview
std::string plain_photo();       // the same picture without any of it
std::string drawing();           // PNG with text and time
std::string plain_drawing();
std::string document(); // PDF

} // namespace given
