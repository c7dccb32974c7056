; What the uninstaller asks beyond electron-builder's own pages. Nothing is asked, and nothing removed, when it runs silently or
; as the first half of an update.

!macro customUnInstall
  ${ifNot} ${isUpdated}
    ; "Start with Windows" belongs to the program, not to the books.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"

    ${ifNot} ${Silent}
      MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "Remove what Matchbook keeps on this PC as well?$\r$\n$\r$\nThat is the company files with every decision and their history, the backups kept beside them, and the settings. The ledger and the gateways are not touched.$\r$\n$\r$\nChoose No to keep them for a later installation." /SD IDNO IDNO matchbookKeeps
      ${if} $installMode == "all"
        SetShellVarContext current
      ${endif}
      RMDir /r "$APPDATA\${PRODUCT_FILENAME}"
      ${if} $installMode == "all"
        SetShellVarContext all
      ${endif}
      matchbookKeeps:
    ${endif}
  ${endif}
!macroend
