#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

// What each target defines: `text` is anything.
void try_text(std::string_view text);

// What must hold of whatever was accepted.
inline void must(bool holds, const char* what)
{
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    try_text({reinterpret_cast<const char*>(data), size});
    return 0;
}
