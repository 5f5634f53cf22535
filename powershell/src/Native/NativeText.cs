using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Security;
using System.Text;
using ManagementPartner.SignIn;

namespace ManagementPartner.Native;

/// <summary>Strings in native memory for the length of one call; all are wiped at its end, for some are secrets.</summary>
internal sealed class NativeText : IDisposable
{
    private readonly List<Piece> pieces = [];

    /// <summary>A copy of <paramref name="text"/>; NULL for null.</summary>
    internal IntPtr Add(string? text)
    {
        if (text is null)
        {
            return IntPtr.Zero;
        }

        char[] letters = text.ToCharArray();
        return Copy(letters);
    }

    /// <summary>A copy of a secret, which is never a string on the way.</summary>
    internal IntPtr Add(SecureString secret)
    {
        IntPtr plain = Marshal.SecureStringToGlobalAllocUnicode(secret);
        var letters = new char[secret.Length];
        try
        {
            Marshal.Copy(plain, letters, 0, letters.Length);
            return Copy(letters);
        }
        finally
        {
            Array.Clear(letters, 0, letters.Length);
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }
    }

    /// <summary>A copy of a token.</summary>
    internal IntPtr Add(AzToken token) => token.Token is SecureString secret ? Add(secret) : Add((string)token.Token);

    /// <summary>A copy for people to read, whatever it holds.</summary>
    internal IntPtr AddShown(string? text) => Add(text?.Replace('\0', '\uFFFD'));

    /// <summary>A list of the strings that NULL ends.</summary>
    internal IntPtr Add(List<string> list)
    {
        IntPtr place = Allocate((list.Count + 1) * IntPtr.Size);
        int offset = 0;
        foreach (string text in list)
        {
            Marshal.WriteIntPtr(place, offset, Add(text));
            offset += IntPtr.Size;
        }

        Marshal.WriteIntPtr(place, offset, IntPtr.Zero);
        return place;
    }

    public void Dispose()
    {
        foreach (Piece piece in pieces)
        {
            Marshal.Copy(new byte[piece.Length], 0, piece.Place, piece.Length);
            Marshal.FreeHGlobal(piece.Place);
        }

        pieces.Clear();
    }

    private IntPtr Copy(char[] letters)
    {
        Utf8.RefuseZero(Array.IndexOf(letters, '\0'));
        var bytes = new byte[Encoding.UTF8.GetByteCount(letters) + 1];
        Encoding.UTF8.GetBytes(letters, 0, letters.Length, bytes, 0);
        IntPtr place = Allocate(bytes.Length);
        Marshal.Copy(bytes, 0, place, bytes.Length);
        Array.Clear(bytes, 0, bytes.Length);
        return place;
    }

    private IntPtr Allocate(int length)
    {
        IntPtr place = Marshal.AllocHGlobal(length);
        pieces.Add(new Piece(place, length));
        return place;
    }

    /// <summary>A class: .NET has lists of these ready, and would have to compile one of structs first.</summary>
    private sealed class Piece(IntPtr place, int length)
    {
        internal IntPtr Place { get; } = place;

        internal int Length { get; } = length;
    }
}
